package dev.espalier.cli;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Small models, written as text. */
final class TinyModels {
  /** Three of eight channels are masked behind the activation. */
  static final String MASKED =
      """
      graph @masked(%x: f32[1,3,8,8]) {
        %c = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
        %r = relu(%c)
        %m = channel_mask(%r, f32[8]#[1, 0, 1, 0, 1, 1, 0.5, 1])
        %y = conv(%m, f32[4,8,1,1]#rand(3))
        return %y
      }
      """;

  private TinyModels() {}

  static Path write(String text, Path file) throws IOException {
    Graph graph = IrParser.parse(text);
    new OnnxWriter().write(OnnxModel.of(graph), file);
    return file;
  }
}
