package dev.espalier.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Does what users do, with a small network, and prints nothing: Java can then leave an archive of
 * the classes that this took, with which it starts faster.
 */
public final class TypicalUse {
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";

  private TypicalUse() {}

  public static void main(String... args) throws IOException {
    Path folder = Files.createTempDirectory("espalier");
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      for (List<String> line : lines(folder.toString())) {
        Main.run(line.toArray(String[]::new), nowhere, nowhere);
      }
    } finally {
      delete(folder);
    }
  }

  /** The command lines that are run. */
  static List<List<String>> lines(String folder) {
    String model = folder + "/model.onnx";
    String out = folder + "/out";
    return List.of(
        List.of("--version"),
        List.of("compile", "--help"),
        List.of(
            "zoo",
            "build",
            "rtseg-small",
            "--input",
            "64x64",
            "--masks",
            "--keep",
            "0.7",
            "-o",
            model),
        List.of("inspect", model),
        List.of("inspect", model, "--format", "json"),
        List.of("compile", model, "-o", out, "--device", DEVICE),
        List.of("inspect", out + "/model.tflite"),
        List.of("latency", model, "--device", DEVICE));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
