package dev.espalier.passes.structures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A masked network with what is expected of it, read from a file.
 *
 * <p>The file begins with the graph in textual IR. Sections follow, each behind a line {@code ===
 * name}: {@code becomes} is the compiled graph with the digests of constants left out; {@code
 * ledger} has a line per entry ({@code %m axis 1: 5 of 10 removed}); {@code groups} has a line per
 * coupled group ({@code %a[1]: 0 4 | %b[1]: 0}), the positions of the named axes that live and die
 * together; {@code tflite} says why there is no TFLite file ({@code refused: words}).
 *
 * @param name of the file, without its ending
 * @param text of the graph
 * @param sections their lines, by name
 */
public record Structure(String name, String text, Map<String, String> sections) {
  private static final String ENDING = ".ir";

  /** The lines of a section, without comments. */
  public Optional<List<String>> lines(String section) {
    return Optional.ofNullable(sections.get(section))
        .map(
            body -> body.lines().map(Structure::withoutComment).filter(l -> !l.isEmpty()).toList());
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf("//");
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  /** The name, for reports of tests. */
  @Override
  public String toString() {
    return name;
  }

  /** All structures with expectations, in the order of their names. */
  public static List<Structure> all() {
    return in("/structures");
  }

  /** Those in a folder of resources. */
  public static List<Structure> in(String resources) {
    try {
      URI folder = Structure.class.getResource(resources).toURI();
      if (!folder.getScheme().equals("jar")) {
        return in(Path.of(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return in(jar.getPath(resources));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Structure> in(Path folder) throws IOException {
    List<Structure> structures = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        structures.add(read(file));
      }
    }
    return structures;
  }

  private static Structure read(Path file) throws IOException {
    String[] parts = Files.readString(file).split("(?m)^=== ", -1);
    Map<String, String> sections = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] section = parts[i].split("\n", 2);
      sections.put(section[0].strip(), section[1]);
    }
    String name = file.getFileName().toString().replace(ENDING, "");
    return new Structure(name, parts[0], sections);
  }
}
