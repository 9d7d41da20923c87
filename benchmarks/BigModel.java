import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxOrigin;
import dev.espalier.onnx.OnnxWriter;
import java.nio.file.Path;

/** Writes a chain of 3x3 convolutions with 512 channels; each has 9.4 MB of random weights. */
final class BigModel {
  private BigModel() {}

  public static void main(String[] args) throws Exception {
    int layers = Integer.parseInt(args[0]);
    StringBuilder text = new StringBuilder("graph @big(%x: f32[1,3,64,64]) {\n");
    text.append("%c0 = conv(%x, f32[512,3,3,3]#rand(1), f32[512]#rand(2)) {pads=[1,1,1,1]}\n");
    for (int i = 1; i <= layers; i++) {
      text.append("%r").append(i).append(" = relu(%c").append(i - 1).append(")\n%c").append(i);
      text.append(" = conv(%r").append(i).append(", f32[512,512,3,3]#rand(").append(i + 9);
      text.append("), f32[512]#rand(3)) {pads=[1,1,1,1]}\n");
    }
    Graph graph = IrParser.parse(text.append("return %c").append(layers).append("\n}").toString());
    new OnnxWriter().write(new OnnxModel(graph, OnnxOrigin.none(graph)), Path.of(args[1]));
  }
}
