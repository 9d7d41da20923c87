package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.opset;
import static dev.espalier.onnx.Protos.real;
import static dev.espalier.onnx.Protos.reference;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.LeakyRelu;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Tanh;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions, branches, aliases, the order of nodes, and what becomes opaque. */
class ReaderBodiesTest {
  @TempDir Path folder;

  private OnnxModel read(ModelProto.Builder model) {
    return OnnxReader.read(write(folder, model));
  }

  private Graph read(GraphProto.Builder graph) {
    return read(model(17, graph)).graph();
  }

  private static List<?> operators(Graph graph) {
    return graph.nodes().stream().map(Node::op).toList();
  }

  private static FunctionProto.Builder function(String name) {
    return FunctionProto.newBuilder()
        .setDomain("d")
        .setName(name)
        .addInput("a")
        .addOutput("b")
        .addOpsetImport(opset("", 17))
        .addOpsetImport(opset("d", 1));
  }

  @Test
  void functionsAreInlined() {
    FunctionProto.Builder inner =
        function("Inner")
            .addAttribute("slope")
            .addNode(node("b = LeakyRelu a", reference("alpha", AttributeType.FLOAT, "slope")));
    FunctionProto.Builder outer =
        function("Outer")
            .addAttributeProto(real("s", 0.25f))
            .addNode(node("t = Tanh a"))
            .addNode(
                node("b = Inner t", reference("slope", AttributeType.FLOAT, "s")).setDomain("d"));
    Graph graph =
        read(model(
                    17,
                    graph(
                        "x:1,2",
                        "y",
                        node("t = Outer x", real("s", 0.5f)).setDomain("d"),
                        node("y = Outer t").setDomain("d")))
                .addOpsetImport(opset("d", 1))
                .addFunctions(inner)
                .addFunctions(outer))
            .graph();
    assertThat(operators(graph))
        .isEqualTo(List.of(new Tanh(), new LeakyRelu(0.5), new Tanh(), new LeakyRelu(0.25)));
    assertThat(graph.nodes().get(1).result()).isEqualTo("t");
    assertThat(graph.values()).doesNotHaveDuplicates();
  }

  @Test
  void functionsHaveTheirOwnOpset() {
    FunctionProto.Builder old =
        FunctionProto.newBuilder()
            .setDomain("d")
            .setName("Old")
            .addInput("a")
            .addOutput("b")
            .addOpsetImport(opset("", 11))
            .addNode(node("b = Softmax a"));
    Graph graph =
        read(model(17, graph("x:1,2,1", "y", node("y = Old x").setDomain("d")))
                .addOpsetImport(opset("d", 1))
                .addFunctions(old))
            .graph();
    assertThat(operators(graph)).isEqualTo(List.of(new Softmax(1)));
  }

  @Test
  void aChosenBranchIsInlined() {
    GraphProto.Builder left = graph("", "l", node("l = Add x w"));
    left.addInitializer(floats("w", shape(1), 2));
    GraphProto.Builder right = graph("", "r", node("r = Relu x"));
    for (int chosen = 0; chosen < 2; chosen++) {
      TensorProto.Builder condition =
          TensorProto.newBuilder().setName("c").setDataType(9).addInt32Data(chosen);
      Graph graph =
          read(
              graph(
                      "x:1,2",
                      "y",
                      node(
                          "y = If c",
                          Protos.graph("then_branch", left),
                          Protos.graph("else_branch", right)))
                  .addInitializer(condition));
      assertThat(operators(graph)).isEqualTo(List.of(chosen == 1 ? new Add() : new Relu()));
      assertThat(graph.outputs()).containsExactly("y");
    }
  }

  @Test
  void anOpenBranchIsOpaqueAndCapturesValues() {
    GraphProto.Builder branch = graph("", "r", node("i = Relu t"), node("r = Add i x"));
    OnnxModel model =
        read(
            model(
                17,
                graph(
                    "x:1,2 c:1",
                    "y:1,2",
                    node("t = Tanh x"),
                    node("b = Cast c", integer("to", 9)),
                    node(
                        "y = If b",
                        Protos.graph("then_branch", branch),
                        Protos.graph("else_branch", branch)))));
    Node node = model.graph().producer("y").orElseThrow();
    Opaque opaque = (Opaque) node.op();
    assertThat(opaque.kind()).isEqualTo("If");
    assertThat(opaque.captures()).containsExactly("t", "x");
    assertThat(node.operands()).containsExactly("b", "t", "x");
    assertThat(model.graph().type("y")).hasToString("f32[1,2]");
    assertThat(model.origin().notes()).anyMatch(note -> note.contains("%y = If"));
  }

  @Test
  void capturesOfAliasesNameTheValue() {
    GraphProto.Builder branch = graph("", "r", node("r = Relu t"));
    Graph graph =
        read(
            graph(
                "x:1,2 c:1",
                "y",
                node("t = Identity x"),
                node("b = Cast c", integer("to", 9)),
                node(
                    "y = If b",
                    Protos.graph("then_branch", branch),
                    Protos.graph("else_branch", branch))));
    Node node = graph.producer("y").orElseThrow();
    assertThat(((Opaque) node.op()).captures()).containsExactly("t");
    assertThat(node.operands()).containsExactly("b", "x");
  }

  @Test
  void nodesInAnyOrder() {
    Graph graph =
        read(graph("x:1,2", "y", node("y = Add t u"), node("u = Relu t"), node("t = Tanh x")));
    assertThat(graph.nodes().stream().map(Node::result)).containsExactly("t", "u", "y");
  }

  @Test
  void aliasesVanishButOutputsKeepTheirNames() {
    Graph graph =
        read(
            graph(
                    "x:1,2",
                    "y z v",
                    node("a = Identity w"),
                    node("d = Dropout x"),
                    node("y = Add d a"),
                    node("z = Identity y"),
                    node("v = Identity x"))
                .addInitializer(floats("w", shape(1), 2)));
    assertThat(graph.outputs()).containsExactly("y", "z", "v");
    assertThat(graph.producer("y").orElseThrow().operands()).containsExactly("x", "w");
    assertThat(graph.nodes()).hasSize(3);
  }

  @Test
  void textStaysOpaque() {
    TensorProto.Builder words = TensorProto.newBuilder().setName("w").setDataType(8).addDims(1);
    words.addStringData(ByteString.copyFromUtf8("leaf"));
    Graph graph = read(graph("", "y", node("y = Identity w")).addInitializer(words));
    assertThat(graph.nodes()).allMatch(node -> node.op() instanceof Opaque);
  }

  @Test
  void optionalResultsThatAreUsedStayOpaque() {
    Graph used =
        read(graph("x:1,1,4", "y i", node("y i = MaxPool x", Protos.ints("kernel_shape", 2))));
    assertThat(used.producer("y").orElseThrow().op()).isInstanceOf(Opaque.class);
    Graph unused =
        read(graph("x:1,1,4", "y", node("y i = MaxPool x", Protos.ints("kernel_shape", 2))));
    assertThat(unused.producer("y").orElseThrow().op()).isNotInstanceOf(Opaque.class);
  }
}
