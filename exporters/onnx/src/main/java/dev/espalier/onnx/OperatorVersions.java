package dev.espalier.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which versions of ONNX's operator set an operator changed, from {@value #RESOURCE}. */
final class OperatorVersions {
  private static final String RESOURCE = "operator-versions.txt";

  /** The newest version the table knows. */
  static final long NEWEST = 22;

  private record Version(long number, boolean breaking) {
    static Version parse(String word) {
      boolean breaking = word.endsWith("!");
      return new Version(
          Long.parseLong(breaking ? word.substring(0, word.length() - 1) : word), breaking);
    }
  }

  private static final Map<String, List<Version>> TABLE = load();

  private OperatorVersions() {}

  /**
   * Whether a node written for one version of the operator set is valid in another one and means
   * the same there. An operator the table does not know only keeps its meaning in its own version.
   */
  static boolean keepsMeaning(String kind, long from, long to) {
    if (from == to) {
      return true;
    }
    List<Version> versions = TABLE.getOrDefault(kind, List.of());
    if (versions.isEmpty() || Math.max(from, to) > NEWEST) {
      return false;
    }
    return from < to
        ? versions.stream().noneMatch(v -> v.breaking() && v.number() > from && v.number() <= to)
        : versions.stream().noneMatch(v -> v.number() > to && v.number() <= from);
  }

  private static Map<String, List<Version>> load() {
    try (InputStream in = OperatorVersions.class.getResourceAsStream(RESOURCE)) {
      Map<String, List<Version>> table = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ")))
          .forEach(words -> table.put(words.get(0), versions(words)));
      return Map.copyOf(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Version> versions(List<String> words) {
    return words.subList(1, words.size()).stream().map(Version::parse).toList();
  }
}
