package dev.espalier.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real models beside the project; tests that need them are skipped where they are not. */
final class SharedModels {
  /** Those that compile; a further one in the folder is refused. */
  static final List<String> VALID =
      List.of(
          "espnet-camvid",
          "espnet-camvid-unfused-bn",
          "light_resnet50",
          "light_squeezenet",
          "mnist",
          "mobilenetv2-dwbc",
          "nanodet-m-320",
          "pan-mobilenetv3s",
          "pan-mobilenetv3s-simplified",
          "portrait-deeplabv3-fused-bn",
          "portrait-deeplabv3-unfused-bn",
          "portrait-prisma",
          "ppocrv3-det",
          "st-mobilenetv2-0.35-128",
          "u2netp",
          "ultraface-rfb-320",
          "ultraface-rfb-320-simplified",
          "yunet-n-320");

  private SharedModels() {}

  static Path file(String name) {
    Path file = Path.of(System.getProperty("shared.data", ""), "models/onnx", name + ".onnx");
    assumeTrue(Files.exists(file), "needs " + file);
    return file;
  }

  static JsonNode report(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
  }
}
