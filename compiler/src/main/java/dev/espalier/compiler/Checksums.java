package dev.espalier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The checksums of the model files that a compile wrote. */
public final class Checksums {
  private static final String GAP = "  ";

  private Checksums() {}

  /** SHA-256 of each model file, by its name, as the file of checksums says. */
  public static SortedMap<String, String> read(Path folder) throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(OutputFolder.CHECKSUMS))) {
      String[] parts = line.split(GAP, 2);
      if (parts.length != 2) {
        throw new IOException(
            folder.resolve(OutputFolder.CHECKSUMS) + ": a checksum and a name, not '" + line + "'");
      }
      sums.put(parts[1], parts[0]);
    }
    return sums;
  }

  /** The text of a file of checksums. */
  static String text(SortedMap<String, String> sums) {
    StringBuilder text = new StringBuilder();
    sums.forEach((name, sum) -> text.append(sum).append(GAP).append(name).append('\n'));
    return text.toString();
  }
}
