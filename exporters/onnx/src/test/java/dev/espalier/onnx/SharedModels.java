package dev.espalier.onnx;

import dev.espalier.passes.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real models beside the project; tests that need them are skipped where they are not. */
public final class SharedModels {
  /** A model with operators of a domain that nobody has; it is refused. */
  public static final String REFUSED = "ort-superres-op18";

  private static final List<String> VALID =
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

  /** The names of those that compile. */
  public static Stream<String> valid() {
    return VALID.stream();
  }

  public static Path file(String name) {
    return SharedData.file("models/onnx/" + name + ".onnx");
  }
}
