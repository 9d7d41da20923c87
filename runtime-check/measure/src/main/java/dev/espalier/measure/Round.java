package dev.espalier.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * One measurement of a network: by the runtime's profiler, and as a whole without it.
 *
 * @param kernels in the order they ran
 * @param milliseconds of a whole run
 */
public record Round(String network, List<TimedKernel> kernels, double milliseconds) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Round {
    kernels = List.copyOf(kernels);
  }

  static Round read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Round.class);
  }

  /** Writes a file that is there as a whole or not at all. */
  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    JSON.writeValue(part.toFile(), this);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
