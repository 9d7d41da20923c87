import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a network of a kind with about as many nodes as asked for, each of 8 channels: {@code
 * chain} of layers, {@code wide} with all layers beside each other, {@code residual} blocks whose
 * channels are one group, {@code masks} with a channel mask per layer.
 */
final class ManyNodes {
  private ManyNodes() {}

  public static void main(String[] args) throws IOException {
    int nodes = Integer.parseInt(args[1]);
    StringBuilder text = new StringBuilder("graph @many(%x: f32[1,8,16,16]) {\n%v0 = relu(%x)\n");
    switch (args[0]) {
      case "chain" -> chain(nodes / 2, text);
      case "wide" -> wide(nodes / 2, text);
      case "residual" -> residual(nodes / 3, text);
      case "masks" -> masks(nodes / 4, text);
      default -> throw new IllegalArgumentException("no kind '" + args[0] + "'");
    }
    Graph graph = IrParser.parse(text.append("\n}").toString());
    new OnnxWriter().write(OnnxModel.of(graph), Path.of(args[2]));
  }

  private static void chain(int layers, StringBuilder text) {
    for (int i = 1; i <= layers; i++) {
      text.append("%%c%d = conv(%%v%d, f32[8,8,1,1]#rand(%d))\n".formatted(i, i - 1, i));
      text.append("%%v%d = relu(%%c%d)\n".formatted(i, i));
    }
    text.append("return %v").append(layers);
  }

  private static void wide(int layers, StringBuilder text) {
    StringBuilder all = new StringBuilder("%v0");
    for (int i = 1; i <= layers; i++) {
      text.append("%%c%d = conv(%%v0, f32[8,8,1,1]#rand(%d))\n".formatted(i, i));
      text.append("%%v%d = relu(%%c%d)\n".formatted(i, i));
      all.append(", %v").append(i);
    }
    text.append("%y = concat(").append(all).append(") {axis=1}\nreturn %y");
  }

  private static void residual(int blocks, StringBuilder text) {
    for (int i = 1; i <= blocks; i++) {
      text.append("%%c%d = conv(%%v%d, f32[8,8,1,1]#rand(%d))\n".formatted(i, i - 1, i));
      text.append("%%r%d = relu(%%c%d)\n".formatted(i, i));
      text.append("%%v%d = add(%%v%d, %%r%d)\n".formatted(i, i - 1, i));
    }
    text.append("return %v").append(blocks);
  }

  private static void masks(int layers, StringBuilder text) {
    for (int i = 1; i <= layers; i++) {
      text.append("%%c%d = conv(%%v%d, f32[8,8,3,3]#rand(%d)) ".formatted(i, i - 1, i));
      text.append("{pads=[1,1,1,1]}\n%%b%d = batch_normalization(%%c%d, ".formatted(i, i));
      text.append("f32[8]#ones, f32[8]#rand(%d), f32[8]#zeros, f32[8]#ones)\n".formatted(i));
      text.append("%%m%d = channel_mask(%%b%d, f32[8]#off[1, 4])\n".formatted(i, i));
      text.append("%%v%d = relu(%%m%d)\n".formatted(i, i));
    }
    text.append("%%y = conv(%%v%d, f32[4,8,1,1]#rand(7))\nreturn %%y".formatted(layers));
  }
}
