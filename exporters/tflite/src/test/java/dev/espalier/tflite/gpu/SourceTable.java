package dev.espalier.tflite.gpu;

import dev.espalier.passes.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The table of the delegate's operators among the data beside the project. */
final class SourceTable {
  private SourceTable() {}

  /** The highest version by operator, empty when there is none. */
  static Map<String, String> ceilings() throws IOException {
    Path file = SharedData.file("latency/tflite_gpu_delegate_ops.csv");
    Map<String, String> ceilings = new TreeMap<>();
    Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(",", 3))
        .forEach(cells -> ceilings.put(cells[0], cells[1]));
    return ceilings;
  }
}
