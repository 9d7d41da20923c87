package dev.espalier.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The processor this program runs on. */
public final class HostCpu {
  private static final Path INFORMATION = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private HostCpu() {}

  /** As Linux names it; elsewhere the name of the architecture. */
  public static String name() throws IOException {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(INFORMATION)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(INFORMATION)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    }
  }

  /** A name as part of a profile's: {@code intel-xeon-cpu}. */
  static String slug(String cpu) {
    String plain =
        cpu.toLowerCase(Locale.ROOT)
            .replaceAll("\\((r|tm)\\)|processor|cpu|@.*", " ")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return plain + "-cpu";
  }
}
