package dev.espalier.cli;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.opset;
import static dev.espalier.onnx.Protos.shape;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models made to break the compiler: sizes that overflow, values that explode, endless lists. */
class HostileModelsTest {
  private static final long MAX = Long.MAX_VALUE;
  private static final long INT = Integer.MAX_VALUE;

  @TempDir private Path folder;

  private Path write(ModelProto.Builder model) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
  }

  /** Every command ends well, and the compiled file is small. */
  private void fine(ModelProto.Builder model) throws IOException {
    fineAsOnnx(model);
    Path file = folder.resolve("model.onnx");
    Path out = folder.resolve("out");
    assertThat(Fate.of("inspect", file).wrong()).isEmpty();
    assertThat(Fate.of("dump", file).wrong()).isEmpty();
    assertThat(Fate.of("compile", file, "-o", out, "--no-verify", "--emit", "tflite").wrong())
        .isEmpty();
  }

  private void fineAsOnnx(ModelProto.Builder model) throws IOException {
    Path file = write(model);
    Path out = folder.resolve("out");
    Fate fate = Fate.of("compile", file, "-o", out, "--no-verify", "--emit", "onnx");
    assertThat(fate.wrong()).isEmpty();
    if (fate.succeeded()) {
      assertThat(Files.size(out.resolve("model.onnx"))).isLessThan(Files.size(file) + 500_000);
    }
  }

  private void refused(ModelProto.Builder model, String... parts) throws IOException {
    fine(model);
    Run run = Run.of("inspect", folder.resolve("model.onnx"));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.INPUT);
    assertThat(run.err()).contains(parts);
  }

  private static ModelProto.Builder one(
      String inputs, String text, TensorProto.Builder constant, AttributeProto... attributes) {
    GraphProto.Builder graph = graph(inputs, "y", node(text, attributes));
    return model(17, graph.addInitializer(constant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2147483648",
        "9223372036854775807",
        "2147483647,2147483647,2147483647",
        "65536,65536",
        "2147483647,2",
      })
  void sizesThatNoValueHas(String dims) throws IOException {
    refused(model(17, graph("x:" + dims, "y", node("y = Relu x"))), "%x");
  }

  @Test
  void valuesThatDoNotFitIntoMemoryAreNotRun() throws IOException {
    Path big = write(model(17, graph("x:2147483647", "y", node("y = Relu x"))));
    notRun(big, "x");
    TensorProto.Builder shape = longs("s", 1 << 30);
    notRun(write(one("x:1", "y = Expand x s", shape)), "%y");
    GraphProto.Builder sum = graph("x:A,B,C,D,E,F,G,H", "y", node("y = ReduceSum x"));
    notRun(write(model(13, sum)), "x");
  }

  private void notRun(Path model, String place) {
    Run run = Run.of("compile", model, "-o", folder.resolve("out"), "--emit", "onnx");
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.INPUT);
    assertThat(run.err()).contains(place, "MB", "--no-verify", "reason_code=not_verifiable");
  }

  @Test
  void inputsThatAreNoNumbersAreNotRun() throws IOException {
    ModelProto.Builder text = model(17, graph("x:1", "y", node("y = StringNormalizer x")));
    text.getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(8);
    Run run = Run.of("compile", write(text), "-o", folder.resolve("out"), "--emit", "onnx");
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.INPUT);
    assertThat(run.err()).contains("%x", "reason_code=not_verifiable");
  }

  @Test
  void windowsThatOverflow() throws IOException {
    TensorProto.Builder w = floats("w", shape(1, 1, 3, 3), new float[9]);
    String x = "x:1,1,4,4";
    refused(one(x, "y = Conv x w", w, ints("pads", MAX, MAX, MAX, MAX)), "Conv %y");
    refused(one(x, "y = Conv x w", w, ints("pads", INT, INT, INT, INT)), "Conv %y");
    refused(one(x, "y = Conv x w", w, ints("dilations", MAX, MAX)), "Conv %y");
    refused(one(x, "y = Conv x w", w, ints("strides", MAX, MAX)), "Conv %y");
    refused(one(x, "y = Conv x w", w, integer("group", MAX)), "Conv %y");
    refused(one(x, "y = Conv x w", w, integer("group", 0)), "Conv %y");
    refused(one(x, "y = Conv x w", floats("w", shape(0, 1, 3, 3))), "Conv %y", "elements");
    refused(one(x, "y = ConvTranspose x w", w, ints("strides", MAX, MAX)), "ConvTranspose %y");
    refused(one(x, "y = ConvTranspose x w", w, ints("strides", 1 << 28, 1 << 28)), "%y");
    refused(one(x, "y = ConvTranspose x w", w, ints("output_padding", MAX, MAX)), "%y");
    fine(one(x, "y = ConvTranspose x w", w, ints("output_shape", MAX, MAX)));
    refused(one(x, "y = MaxPool x", w, ints("kernel_shape", MAX, MAX)), "MaxPool %y");
    AttributeProto kernel = ints("kernel_shape", 2, 2);
    refused(one(x, "y = AveragePool x", w, kernel, ints("pads", MAX, MAX, MAX, MAX)), "%y");
    refused(one(x, "y = DepthToSpace x", w, integer("blocksize", 1L << 32)), "%y");
    refused(one(x, "y = SpaceToDepth x", w, integer("blocksize", MAX)), "%y");
  }

  @Test
  void shapesThatOverflow() throws IOException {
    refused(one("x:1,4", "y = Tile x r", longs("r", MAX, MAX)), "Tile %y");
    refused(one("x:1,4", "y = Tile x r", longs("r", -1, 2)), "Tile %y");
    refused(one("x:1", "y = Expand x r", longs("r", INT, INT)), "Expand %y");
    refused(one("x:1,4", "y = Pad x p", longs("p", MAX, MAX, MAX, MAX)), "Pad %y");
    refused(one("x:1,4", "y = Pad x p", longs("p", 0, 0, INT, INT)), "Pad %y");
    refused(one("x:2,2", "y = Reshape x s", longs("s", 1L << 32, 1L << 32)), "Reshape %y");
    refused(one("x:2,2", "y = Reshape x s", longs("s", 1L << 62, -1)), "Reshape %y");
    refused(one("x:1,1,4,4", "y = Resize x - - s", longs("s", 1, 1, MAX, MAX)), "Resize %y");
    TensorProto.Builder scales = floats("s", shape(4), 1, 1, 1e30f, 1e30f);
    refused(one("x:1,1,4,4", "y = Resize x - s", scales), "Resize %y");
    refused(one("x:4,4", "y z = Split x s", longs("s", MAX, MAX)), "Split %y");
    GraphProto.Builder sum = graph("x:2147483647 z:2147483647", "y");
    sum.addNode(node("y = Concat x z x x", integer("axis", 0)));
    refused(model(17, sum), "Concat %y");
    GraphProto.Builder slice = graph("x:4,4", "y", node("y = Slice x a b c"));
    slice.addInitializer(longs("a", 0, 1)).addInitializer(longs("b", 2, 3));
    refused(model(17, slice.addInitializer(longs("c", 0, 0))), "Slice %y");
  }

  @Test
  void constantsThatExplodeStaySmall() throws IOException {
    fine(one("x:1", "y = ConstantOfShape r", longs("r", INT)));
    refused(one("x:1", "y = ConstantOfShape r", longs("r", INT, INT)), "%y");
    fine(one("x:1", "y = Tile r r", longs("r", 1 << 30)));
    fine(one("x:1", "y = Expand r r", longs("r", 1 << 30)));
    GraphProto.Builder gather =
        graph("x:1", "y", node("c = ConstantOfShape r"), node("d = Gather c i"))
            .addNode(node("y = Add x d"))
            .addInitializer(longs("r", 1 << 30))
            .addInitializer(longs("i", new long[1 << 10]));
    fine(model(17, gather));
    GraphProto.Builder range = graph("", "y", node("y = Range a b c"));
    range.addInitializer(longs("a", 0).clearDims()).addInitializer(longs("c", 1).clearDims());
    fine(model(17, range.clone().addInitializer(longs("b", 1 << 30).clearDims())));
    refused(model(17, range.clone().addInitializer(longs("b", MAX).clearDims())), "%y");
    GraphProto.Builder doubled = graph("x:1", "y").addInitializer(floats("v0", shape(1), 1));
    for (int i = 0; i < 30; i++) {
      String half = "v" + i;
      doubled.addNode(node("v" + (i + 1) + " = Concat " + half + " " + half, integer("axis", 0)));
    }
    fine(model(17, doubled.addNode(node("y = Add x v30"))));
  }

  @Test
  void divisionsByZero() throws IOException {
    GraphProto.Builder shape = graph("x:N,4", "y", node("s = Shape x"), node("d = Div s z"));
    fine(model(17, shape.addNode(node("y = Expand x d")).addInitializer(longs("z", 0, 0))));
    GraphProto.Builder constant = graph("", "y", node("y = Mod a z"));
    constant.addInitializer(longs("a", 1, 2)).addInitializer(longs("z", 0, 0));
    fine(model(17, constant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Relu %s", "Add %s %s", "Foo %s", "Identity %s", "MatMul %s w"})
  void longChains(String call) throws IOException {
    int length = 10_000;
    GraphProto.Builder graph = graph("x:1,2", "y");
    graph.addInitializer(floats("w", shape(2, 2), 1, 0, 0, 1));
    for (int i = length; i > 0; i--) {
      String operand = i == 1 ? "x" : "v" + (i - 1);
      String result = i == length ? "y" : "v" + i;
      graph.addNode(node(result + " = " + call.replace("%s", operand)));
    }
    fineAsOnnx(model(17, graph));
  }

  @Test
  void deepNesting() throws IOException {
    fine(functions(50));
    refused(functions(20_000), "nested more than 64 deep");
    fine(branches(20));
    refused(branches(60), "too many levels of nesting");
  }

  /** A function that calls one that calls one. */
  private static ModelProto.Builder functions(int depth) {
    ModelProto.Builder model =
        model(17, graph("x:1,2", "y", node("y = F" + depth + " x").setDomain("d")));
    model.addOpsetImport(opset("d", 1));
    for (int i = 0; i <= depth; i++) {
      NodeProto.Builder call =
          i == 0 ? node("b = Relu a") : node("b = F" + (i - 1) + " a").setDomain("d");
      model.addFunctions(
          FunctionProto.newBuilder()
              .setDomain("d")
              .setName("F" + i)
              .addInput("a")
              .addOutput("b")
              .addOpsetImport(opset("", 17))
              .addOpsetImport(opset("d", 1))
              .addNode(call));
    }
    return model;
  }

  /** A branch that holds a branch. */
  private static ModelProto.Builder branches(int depth) {
    GraphProto.Builder inner = graph("", "r0", node("r0 = Relu x"));
    for (int i = 1; i <= depth; i++) {
      GraphProto.Builder other = graph("", "e" + i, node("e" + i + " = Identity x"));
      NodeProto.Builder branch =
          node("r" + i + " = If c", graph("then_branch", inner), graph("else_branch", other));
      inner = graph("", "r" + i, branch);
    }
    GraphProto.Builder whole = graph("x:1,2", "r" + depth);
    return model(
        17,
        whole
            .addNode(node("s = ReduceSum x", integer("keepdims", 0)))
            .addNode(node("c = Cast s", integer("to", 9)))
            .addAllNode(inner.getNodeList()));
  }

  @Test
  void longLists() throws IOException {
    fine(one("x:1,2", "y = Transpose x", longs("w", 1), ints("perm", new long[1_000_000])));
    GraphProto.Builder sum = graph("x:1", "y");
    sum.addNode(node("y = Sum" + " x".repeat(10_000)));
    fineAsOnnx(model(17, sum));
    GraphProto.Builder attributes = graph("x:1", "y", node("y = Foo x"));
    for (int i = 0; i < 10_000; i++) {
      attributes.getNodeBuilder(0).addAttribute(integer("a" + i, i));
    }
    fine(model(17, attributes));
  }
}
