package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Opaque;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not modelled is written back, with the names its inner graphs know. */
class WriteOpaqueTest {
  private static final Tensor ONE = Tensor.floats(new long[] {2}, 1, -1);

  @TempDir Path folder;

  private Path original() {
    return folder.resolve("original.onnx");
  }

  private Path written() {
    return folder.resolve("written.onnx");
  }

  /** {@code y = if c then relu(t) else u - t}, where t and u are values around it. */
  private void writeIf(int opset) throws Exception {
    GraphProto.Builder then =
        GraphProto.newBuilder()
            .setName("then")
            .addNode(Call.of("Relu", "t").makes("inner"))
            .addOutput(Declarations.of("inner", TensorType.f32(2)));
    GraphProto.Builder otherwise =
        GraphProto.newBuilder()
            .setName("else")
            .addNode(Call.of("Sub", "u", "t").makes("inner2"))
            .addOutput(Declarations.of("inner2", TensorType.f32(2)));
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("g")
            .addInput(Declarations.of("c", TensorType.of(ElementType.BOOL)))
            .addInput(Declarations.of("x", TensorType.f32(2)))
            .addNode(Call.of("Neg", "x").makes("t"))
            .addNode(Call.of("Abs", "x").makes("u"))
            .addNode(
                Call.of("If", "c")
                    .with(Call.attribute("then_branch", AttributeType.GRAPH).setG(then))
                    .with(Call.attribute("else_branch", AttributeType.GRAPH).setG(otherwise))
                    .makes("y"))
            .addOutput(Declarations.of("y", TensorType.f32(2)));
    write(graph, opset);
  }

  private void write(GraphProto.Builder graph, int opset) throws Exception {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
            .setGraph(graph)
            .build();
    Files.write(original(), model.toByteArray());
  }

  private void assertSameResults() throws Exception {
    for (int c = 0; c < 2; c++) {
      Map<String, Tensor> inputs = Map.of("c", Tensor.scalar(ElementType.BOOL, c), "x", ONE);
      assertThat(Ort.run(written(), inputs).toString())
          .isEqualTo(Ort.run(original(), inputs).toString());
    }
  }

  @Test
  void capturesKeepTheirNames() throws Exception {
    writeIf(13);
    new OnnxWriter().write(OnnxReader.read(original()), written());
    assertSameResults();
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(written()));
    assertThat(model.getGraph().getNodeList()).hasSize(3);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
  }

  @Test
  void capturesFollowTheirValues() throws Exception {
    writeIf(13);
    OnnxModel model = OnnxReader.read(original());
    Graph graph = model.graph();
    Graph.Builder renamed = Graph.builder("g");
    graph.inputs().forEach(renamed::input);
    Map<String, String> names = Map.of("t", "inner", "u", "t");
    for (Node node : graph.nodes()) {
      renamed.node(
          new Node(
              node.label(),
              node.op(),
              node.operands().stream().map(o -> names.getOrDefault(o, o)).toList(),
              node.results().stream().map(r -> names.getOrDefault(r, r)).toList()));
    }
    assertThat(graph.nodes()).anyMatch(node -> node.op() instanceof Opaque);
    new OnnxWriter().write(model.withGraph(renamed.build(graph.outputs())), written());
    assertSameResults();
  }

  /** The k of TopK is an attribute before opset 10, and an operand from then on. */
  private void writeTopK() throws Exception {
    write(
        GraphProto.newBuilder()
            .setName("g")
            .addInput(Declarations.of("x", TensorType.f32(2)))
            .addNode(Call.of("TopK", "x").with("axis", 0).with("k", 1).makes("values", "positions"))
            .addOutput(Declarations.of("values", TensorType.f32(1))),
        9);
  }

  @Test
  void anOperatorThatChangedKeepsItsOperatorSet() throws Exception {
    writeTopK();
    OnnxModel model = OnnxReader.read(original());
    OnnxWriter.Summary summary = new OnnxWriter().write(model, written());
    assertThat(summary.opset()).isEqualTo(9);
    assertThat(summary.notes()).hasSize(1);
    assertThat(summary.notes().get(0)).contains("opset 9", "TopK");
    assertThat(Ort.run(written(), Map.of("x", ONE)).get(0).toFloats()).containsExactly(1);
  }

  @Test
  void anotherOperatorSetIsRefused() throws Exception {
    writeTopK();
    OnnxModel model = OnnxReader.read(original());
    NotRepresentableException e =
        catchThrowableOfType(
            NotRepresentableException.class, () -> new OnnxWriter(17).write(model, written()));
    assertThat(e.code()).isEqualTo(NotRepresentableException.Code.OPAQUE_OPERATOR_CHANGED);
    assertThat(e).hasMessageContainingAll("TopK", "opset 9", "opset 17");
    assertThat(written()).doesNotExist();
  }
}
