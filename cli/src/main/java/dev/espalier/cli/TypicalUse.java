package dev.espalier.cli;

import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
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

  /** A bit of everything that networks have. */
  static final String SUPERNET =
      """
      graph @supernet(%image: f32[1,3,16,16]) {
        %a = conv(%image, f32[8,3,3,3]#rand(1)) {strides=[2,2], pads=[1,1,1,1]} @"stem/conv"
        %b = batch_normalization(%a, f32[8]#rand(2), f32[8]#rand(3), f32[8]#rand(4), f32[8]#ones)
        %c = relu(%b)
        %m = channel_mask(%c, f32[8]#[1, 0, 1, 1, 0.4, 1, 1, 1])
        %d = conv(%m, f32[8,1,3,3]#rand(5), f32[8]#rand(6)) {groups=8, pads=[1,1,1,1]} @"block/conv"
        %e = hard_swish(%d)
        %n = channel_mask(%e, f32[8]#[1, 1, 0, 1, 1, 1, 1, 0.2])
        %f = conv(%n, f32[8,8,1,1]#rand(7), f32[8]#rand(8))
        %g = add(%f, %m)
        %h = choice(%g, %m, f32[2]#[2, 1])
        %p = reduce_mean(%h) {axes=[2,3]} @"head/pool"
        %q = conv(%p, f32[8,8,1,1]#rand(9), f32[8]#rand(10))
        %r = sigmoid(%q)
        %s = mul(%h, %r)
        %t = concat(%s, %m) {axis=1}
        %u = conv(%t, f32[4,16,1,1]#rand(11), f32[4]#rand(12)) @"head/conv"
        %v = resize(%u) {axes=[2,3], scales=[2.0,2.0], mode=linear}
        return %v
      }
      """;

  private TypicalUse() {}

  public static void main(String... args) throws IOException {
    Path folder = Files.createTempDirectory("espalier");
    Path model = folder.resolve("model.onnx");
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new OnnxWriter().write(OnnxModel.of(IrParser.parse(SUPERNET)), model);
      for (List<String> line : lines(model.toString(), folder.resolve("out").toString())) {
        Main.run(line.toArray(String[]::new), nowhere, nowhere);
      }
    } finally {
      delete(folder);
    }
  }

  /** The command lines that are run. */
  static List<List<String>> lines(String model, String out) {
    return List.of(
        List.of("--version"),
        List.of("compile", "--help"),
        List.of("inspect", model),
        List.of("inspect", model, "--format", "json"),
        List.of("compile", model, "-o", out, "--device", DEVICE),
        List.of("inspect", out + "/model.tflite"));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
