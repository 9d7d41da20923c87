package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.SeededTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as a whole: operator sets, names, order, constants, functions. */
class OnnxWriterTest {
  private static final String MIXED =
      """
      graph @mixed(%x: f32[N,8,H,W]) {
        %conv = conv(%x, f32[8,8,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
        %bn = batch_normalization(%conv, f32[8]#rand(3), f32[8]#rand(4), f32[8]#rand(5),
          f32[8]#[1,2,3,4,5,6,7,8])
        %swish = hard_swish(%bn)
        %pool = reduce_mean(%swish) {axes=[2,3]}
        %squeezed = reshape(%pool) {shape=[N,8]}
        %gate = gemm(%squeezed, f32[8,8]#rand(6)) {transB=true}
        %clipped = clip(%gate) {min=0, max=6}
        %spread = reshape(%clipped) {shape=[N,8,1,1]}
        %gated = mul(%swish, %spread)
        %a, %b = split(%gated) {axis=1, sizes=[3,5]}
        %joined = concat(%b, %a) {axis=1}
        %padded = pad(%joined) {pads=[0,0,1,1,0,0,1,1]}
        %cut = slice(%padded) {axes=[2,3], starts=[1,0], ends=[2147483647,-1], steps=[1,1]}
        %large = resize(%cut) {axes=[2,3], scales=[2,2], coordinates=asymmetric, nearest=floor}
        %sum = reduce_sum(%large) {axes=[1]}
        %y = softmax(%large) {axis=1}
        %z = expand(%sum) {shape=[N,2,2*H+2,2*W+2]}
        return %y, %z
      }
      """;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.onnx");
  }

  private ModelProto written(Graph graph, int opset) throws IOException {
    new OnnxWriter(opset).write(OnnxModel.of(graph), file());
    return ModelProto.parseFrom(Files.readAllBytes(file()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 11, 13, 17, 18, 22})
  void everyOperatorSetComputesTheSame(int opset) throws Exception {
    Graph graph = IrParser.parse(MIXED);
    ModelProto model = written(graph, opset);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(opset);
    Map<String, Tensor> inputs = Map.of("x", SeededTensor.of(TensorType.f32(2, 8, 5, 6), 3));
    List<Tensor> expected = new Interpreter(Precision.F32).run(graph, inputs);
    List<Tensor> actual = Ort.run(file(), inputs);
    for (int i = 0; i < 2; i++) {
      assertThat(actual.get(i).type()).isEqualTo(expected.get(i).type());
      assertThat(OperatorsTest.difference(actual.get(i), expected.get(i))).isLessThan(1e-5);
    }
  }

  @Test
  void whatAnOperatorSetLacksIsNamed() {
    NotRepresentableException e =
        catchThrowableOfType(
            NotRepresentableException.class,
            () -> new OnnxWriter(7).write(OnnxModel.of(IrParser.parse(MIXED)), file()));
    assertThat(e).hasMessageContainingAll("%z", "expand", "opset 8");
    assertThat(e.code()).isEqualTo(NotRepresentableException.Code.OPERATOR_NEEDS_NEWER_OPSET);
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 23})
  void otherOperatorSetsAreRefused(int opset) {
    NotRepresentableException e =
        catchThrowableOfType(
            NotRepresentableException.class,
            () -> new OnnxWriter(opset).write(OnnxModel.of(IrParser.parse(MIXED)), file()));
    assertThat(e.code()).isEqualTo(NotRepresentableException.Code.OPSET_NOT_SUPPORTED);
  }

  @Test
  void withoutAWishTheOperatorSetIsAsNewAsNeeded() throws Exception {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,4,8,8]) {
              %y = average_pool(%x) {kernel=[3,2], dilations=[1,2]}
              return %y
            }
            """);
    OnnxWriter.Summary summary = new OnnxWriter().write(OnnxModel.of(graph), file());
    assertThat(summary.opset()).isEqualTo(19);
    assertThat(summary.notes()).hasSize(1);
    assertThat(Ort.run(file(), Map.of("x", SeededTensor.of(TensorType.f32(1, 4, 8, 8), 1))))
        .hasSize(1);
  }

  @Test
  void whatIsMaskedDoesNotLeak() throws Exception {
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(1, 2, 2))
            .constant("scores", Tensor.floats(new long[] {2}, 0.5f, Math.nextUp(0.5f)))
            .node(Node.of(new ChannelMask(1), List.of("x", "scores"), "y"))
            .build(List.of("y"));
    new OnnxWriter().write(OnnxModel.of(graph), file());
    float infinite = Float.POSITIVE_INFINITY;
    Tensor x = Tensor.floats(new long[] {1, 2, 2}, infinite, Float.NaN, -3, 4);
    assertThat(Ort.run(file(), Map.of("x", x)).get(0).toFloats()).containsExactly(0, 0, -3, 4);
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file()));
    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getFunctionsList()).hasSize(1);
    assertThat(model.getOpsetImportList())
        .anyMatch(set -> set.getDomain().equals("dev.espalier") && set.getVersion() == 1);
  }

  @Test
  void aBranchThatIsNotChosenDoesNotLeak() throws Exception {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%a: f32[2], %b: f32[2], %c: f32[2], %l: f32[3]) {
              %y = choice(%a, %b, %c, %l)
              return %y
            }
            """);
    new OnnxWriter().write(OnnxModel.of(graph), file());
    Tensor bad = Tensor.floats(new long[] {2}, Float.NaN, Float.NEGATIVE_INFINITY);
    Tensor good = Tensor.floats(new long[] {2}, 1, 2);
    for (int chosen = 0; chosen < 3; chosen++) {
      float[] logits = {-1, -1, -1};
      logits[chosen] = 0;
      Map<String, Tensor> inputs =
          Map.of(
              "a", chosen == 0 ? good : bad,
              "b", chosen == 1 ? good : bad,
              "c", chosen == 2 ? good : bad,
              "l", Tensor.floats(new long[] {3}, logits));
      assertThat(Ort.run(file(), inputs).get(0).toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  void constantOutputsKeepTheirName() throws Exception {
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(2))
            .constant("c", Tensor.floats(new long[] {2}, 3, 4))
            .node(Node.of(new Add(), List.of("x", "c"), "s"))
            .build(List.of("s", "c"));
    ModelProto model = written(graph, 17);
    assertThat(model.getGraph().getOutputList().stream().map(o -> o.getName()))
        .containsExactly("s", "c");
    List<Tensor> outputs = Ort.run(file(), Map.of("x", Tensor.floats(new long[] {2}, 1, 1)));
    assertThat(outputs.get(0).toFloats()).containsExactly(4, 5);
    assertThat(outputs.get(1).toFloats()).containsExactly(3, 4);
  }

  @Test
  void namesAreUniqueAndStay() throws Exception {
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(1, 3))
            .constant("y_zero", Tensor.floats(new long[] {1, 3}, 1, 2, 3))
            .node(new Node("same", new Relu(), List.of("x"), List.of("y_Div")))
            .node(new Node("same", new Gelu(false), List.of("y_Div"), List.of("y")))
            .node(new Node("", new Add(), List.of("y", "y_zero"), List.of("z")))
            .build(List.of("z"));
    ModelProto model = written(graph, 17);
    Set<String> names = new HashSet<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      assertThat(names.add(node.getName())).as(node.getName()).isTrue();
    }
    assertThat(names).contains("same", "same_2", "z");
    Tensor x = Tensor.floats(new long[] {1, 3}, -1, 0.5f, 2);
    assertThat(
            OperatorsTest.difference(
                Ort.run(file(), Map.of("x", x)).get(0),
                new Interpreter(Precision.F32).run(graph, Map.of("x", x)).get(0)))
        .isLessThan(1e-6);
  }

  /** ONNX Runtime 1.28 ends the process at a part without a name. */
  @Test
  void partsThatNobodyReadsHaveNames() throws Exception {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,6,2,2]) {
              %y, %unread, _ = split(%x) {axis=1, sizes=[1,2,3]}
              return %y
            }
            """);
    NodeProto split = written(graph, 17).getGraph().getNode(0);
    assertThat(split.getOutputList()).hasSize(3).doesNotHaveDuplicates().doesNotContain("");
    Tensor x = SeededTensor.of(TensorType.f32(1, 6, 2, 2), 3);
    assertThat(Ort.run(file(), Map.of("x", x)).get(0).toFloats())
        .containsExactly(Arrays.copyOf(x.toFloats(), 4));
  }

  @Test
  void largeConstantsGoToASecondFile() throws Exception {
    Tensor weight = SeededTensor.of(TensorType.f32(40, 60), 1).select(0, 1, 3, 5, 7, 8, 11);
    Graph graph =
        Graph.builder("g")
            .input("x", TensorType.f32(1, 60))
            .constant("small", Tensor.scalar(ElementType.F32, 3))
            .constant("w", SeededTensor.of(TensorType.f32(1, 60), 2))
            .constant("first", SeededTensor.of(TensorType.f32(20, 60), 2))
            .constant("second", Tensor.filled(ElementType.F32, new long[] {6, 60}, 1.5))
            .constant("cut", weight)
            .node(Node.of(new Add(), List.of("x", "small"), "a"))
            .node(Node.of(new Add(), List.of("a", "first"), "b"))
            .node(Node.of(new Add(), List.of("second", "cut"), "c"))
            .build(List.of("b", "c"));
    OnnxWriter writer = new OnnxWriter().withLargeFrom(2000);
    OnnxWriter.Summary summary = writer.write(OnnxModel.of(graph), file());
    Path data = folder.resolve("model.onnx.data");
    assertThat(summary.bytes()).isEqualTo(Files.size(file()) + Files.size(data));
    byte[] bytes = Files.readAllBytes(data);
    List<TensorProto> external =
        ModelProto.parseFrom(Files.readAllBytes(file())).getGraph().getInitializerList();
    assertThat(external.stream().map(TensorProto::getName))
        .containsExactly("small", "first", "second", "cut");
    assertThat(external.get(2).getExternalDataList())
        .anyMatch(entry -> entry.getKey().equals("offset") && entry.getValue().equals("8192"));
    Tensor x = SeededTensor.of(TensorType.f32(1, 60), 9);
    List<Tensor> expected = new Interpreter(Precision.F32).run(graph, Map.of("x", x));
    assertThat(Ort.run(file(), Map.of("x", x)).toString()).isEqualTo(expected.toString());
    assertThat(OnnxReader.read(file()).graph().constants().get("cut").toString())
        .isEqualTo(weight.toString());
    writer.write(OnnxModel.of(graph), file());
    assertThat(Files.readAllBytes(data)).isEqualTo(bytes);
  }

  @Test
  void metadataIsSorted() throws Exception {
    Graph graph = IrParser.parse(MIXED);
    new OnnxWriter()
        .withMetadata(Map.of("z", "1", "espalier.compile", "{}", "a", "2"))
        .write(OnnxModel.of(graph), file());
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file()));
    assertThat(model.getMetadataPropsList().stream().map(e -> e.getKey()))
        .containsExactly("a", "espalier.compile", "z");
    assertThat(model.getProducerName()).isEqualTo("espalier");
    assertThat(model.getProducerVersion()).matches("\\d+\\.\\d+.*");
  }
}
