import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes a chain of 3x3 convolutions with 512 channels; each has 9.4 MB of weights of its own. */
final class BigModel {
  private static final int CHANNELS = 512;

  private BigModel() {}

  public static void main(String[] args) throws IOException {
    int layers = Integer.parseInt(args[0]);
    Tensor weight = SeededTensor.of(TensorType.f32(CHANNELS, CHANNELS, 3, 3), 1);
    Tensor bias = SeededTensor.of(TensorType.f32(CHANNELS), 2);
    Conv conv = new Conv(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), 1);
    Graph.Builder graph = Graph.builder("big").input("x", TensorType.f32(1, CHANNELS, 64, 64));
    for (int i = 0; i < layers; i++) {
      double[] factors = new double[CHANNELS];
      Arrays.fill(factors, 0.1 + i * 1e-3);
      String before = i == 0 ? "x" : "r" + (i - 1);
      graph
          .constant("w" + i, weight.scale(0, factors))
          .constant("b" + i, bias.scale(0, factors))
          .node(Node.of(conv, List.of(before, "w" + i, "b" + i), "c" + i))
          .node(Node.of(new Relu(), List.of("c" + i), "r" + i));
    }
    Graph built = graph.build(List.of("r" + (layers - 1)));
    new OnnxWriter().write(OnnxModel.of(built), Path.of(args[1]));
  }
}
