package dev.espalier.passes;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Data beside the project; tests that need it report themselves skipped without it. */
public final class SharedData {
  private SharedData() {}

  /** A file of the data, by its path there. */
  public static Path file(String name) {
    Path file = Path.of(System.getProperty("shared.data", "no-shared-data"), name);
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
    return file;
  }
}
