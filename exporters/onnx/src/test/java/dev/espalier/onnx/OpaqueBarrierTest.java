package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reason;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Fate;
import dev.espalier.passes.channels.LedgerEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A14: what is not modelled is a barrier. Channels of what it reads, also from inside a branch,
 * stay for that reason; the rest is pruned; the file runs.
 */
class OpaqueBarrierTest {
  @TempDir Path folder;

  /** Nodes that make {@code o:1,4,6,6} of {@code m:1,4,6,6}. */
  static Stream<List<NodeProto.Builder>> barriers() {
    return Stream.of(
        List.of(node("o = Hardmax m", integer("axis", 1))),
        List.of(
            node(
                "o = If c",
                Protos.graph("then_branch", branch("Relu")),
                Protos.graph("else_branch", branch("Neg")))),
        List.of(node("o = Loop trips c m", Protos.graph("body", body()))),
        List.of(
            node("s = Reshape m rows"),
            node("l = LSTM s lw lr", integer("hidden_size", 36)),
            node("o = Reshape l image")));
  }

  private static GraphProto.Builder branch(String operator) {
    return GraphProto.newBuilder()
        .setName(operator)
        .addNode(node("inner" + operator + " = " + operator + " m"))
        .addOutput(Protos.value("inner" + operator + ":1,4,6,6"));
  }

  private static GraphProto.Builder body() {
    return GraphProto.newBuilder()
        .setName("body")
        .addInput(Protos.value("i:").setType(type(7)))
        .addInput(Protos.value("again:").setType(type(9)))
        .addInput(Protos.value("state:1,4,6,6"))
        .addNode(node("on = Identity again"))
        .addNode(node("next = Add state m"))
        .addOutput(Protos.value("on:").setType(type(9)))
        .addOutput(Protos.value("next:1,4,6,6"));
  }

  private static TypeProto type(int element) {
    var scalar =
        TypeProto.Tensor.newBuilder().setElemType(element).setShape(TensorShapeProto.newBuilder());
    return TypeProto.newBuilder().setTensorType(scalar).build();
  }

  private static TensorProto.Builder weight(String name, long... dims) {
    Tensor random = SeededTensor.of(TensorType.f32(dims), name.hashCode(), 1);
    float[] values = new float[Math.toIntExact(random.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.at(i);
    }
    return floats(name, dims, values);
  }

  private static GraphProto.Builder around(List<NodeProto.Builder> barrier) {
    GraphProto.Builder graph =
        graph("x:1,4,6,6", "y:1,5,6,6", node("a = Conv x w"), node("m = Mul a k"));
    graph.addInput(Protos.value("c:").setType(type(9)));
    barrier.forEach(graph::addNode);
    return graph
        .addValueInfo(Protos.value("o:1,4,6,6"))
        .addNode(node("b = Conv o v"))
        .addNode(node("n = Mul b k"))
        .addNode(node("y = Conv n u"))
        .addInitializer(weight("w", 4, 4, 1, 1))
        .addInitializer(weight("v", 4, 4, 1, 1))
        .addInitializer(weight("u", 5, 4, 1, 1))
        .addInitializer(floats("k", shape(4, 1, 1), 1, 0, 1, 1))
        .addInitializer(Protos.longs("rows", 4, 1, 36))
        .addInitializer(Protos.longs("image", 1, 4, 6, 6))
        .addInitializer(weight("lw", 1, 144, 36))
        .addInitializer(weight("lr", 1, 144, 36))
        .addInitializer(TensorProto.newBuilder().setName("trips").setDataType(7).addInt64Data(3));
  }

  @ParameterizedTest
  @MethodSource("barriers")
  void neighboursStayTheRestIsPrunedAndTheFileRuns(List<NodeProto.Builder> barrier)
      throws Exception {
    Path original = write(folder, model(13, around(barrier)));
    OnnxModel read = OnnxReader.read(original);
    Pipeline.Result compiled = Pipeline.standard(read.graph());
    LedgerEntry before = entry(compiled, "m");
    assertThat(before.count(Fate.KEPT)).isEqualTo(1);
    assertThat(before.reasons())
        .singleElement()
        .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.OPAQUE_NEIGHBOUR));
    assertThat(entry(compiled, "n").count(Fate.KEPT)).isZero();
    Path written = folder.resolve("written.onnx");
    new OnnxWriter().write(read.withGraph(compiled.graph()), written);
    for (int c = 0; c < 2; c++) {
      Map<String, Tensor> inputs =
          Map.of(
              "x", SeededTensor.of(TensorType.f32(1, 4, 6, 6), 1, 1),
              "c", Tensor.scalar(ElementType.BOOL, c));
      double[] expected = Ort.run(original, inputs).get(0).toDoubles();
      double[] actual = Ort.run(written, inputs).get(0).toDoubles();
      for (int i = 0; i < expected.length; i++) {
        assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-4);
      }
    }
  }

  private static LedgerEntry entry(Pipeline.Result compiled, String value) {
    return compiled.ledger().entries().stream()
        .filter(entry -> entry.value().equals(value))
        .findFirst()
        .orElseThrow();
  }
}
