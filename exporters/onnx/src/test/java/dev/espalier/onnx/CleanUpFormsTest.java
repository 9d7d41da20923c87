package dev.espalier.onnx;

import static dev.espalier.onnx.CleanedUp.onImage;
import static dev.espalier.onnx.CleanedUp.weight;
import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.real;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.Graph;
import dev.espalier.passes.Pipeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the standard passes make of the forms that ONNX has for one thing; ONNX Runtime agrees. */
class CleanUpFormsTest {
  @TempDir Path folder;

  private List<String> left(long opset, GraphProto.Builder graph) throws Exception {
    return new CleanedUp(folder).left(opset, graph);
  }

  @Test
  void aReductionAndWhatPutsItsAxesBackAreOneInBothOpsets() throws Exception {
    assertThat(
            left(
                11,
                onImage(
                    "1,4,1,1",
                    node("r = ReduceMean x", ints("axes", 2, -1), integer("keepdims", 0)),
                    node("y = Unsqueeze r", ints("axes", 2, 3)))))
        .containsExactly("reduce_mean");
    assertThat(
            left(
                13,
                onImage(
                        "1,4,1,1",
                        node("r = ReduceSum x a", integer("keepdims", 0)),
                        node("y = Unsqueeze r b"))
                    .addInitializer(longs("a", 2, 3))
                    .addInitializer(longs("b", -2, 3))))
        .containsExactly("reduce_sum");
  }

  @Test
  void squeezesAndUnsqueezesInARowAreOne() throws Exception {
    assertThat(
            left(
                11,
                onImage(
                    "1,1,4,6,1,6",
                    node("a = Unsqueeze x", ints("axes", 1)),
                    node("b = Unsqueeze a", ints("axes", -2)),
                    node("y = Exp b"))))
        .containsExactly("reshape", "exp");
    assertThat(
            left(
                13,
                onImage(
                        "4,6,6",
                        node("a = Unsqueeze x u"),
                        node("b = Squeeze a s"),
                        node("y = Squeeze b t"))
                    .addInitializer(longs("u", 1))
                    .addInitializer(longs("s", 0))
                    .addInitializer(longs("t", -4))))
        .containsExactly("reshape");
    assertThat(
            left(
                13,
                onImage(
                        "1,4,6,6",
                        node("a = Unsqueeze x u"),
                        node("b = Squeeze a u"),
                        node("y = Exp b"))
                    .addInitializer(longs("u", -1))))
        .containsExactly("exp");
  }

  @Test
  void reshapesThatChangeNothingGo() throws Exception {
    assertThat(
            left(
                14,
                onImage(
                        "1,4,6,6",
                        node("a = Reshape x s"),
                        node("b = Reshape a t"),
                        node("y = Exp b"))
                    .addInitializer(longs("s", 0, -1, 6, 6))
                    .addInitializer(longs("t", 0, 4, -1, 0))))
        .containsExactly("exp");
    assertThat(
            left(
                14,
                onImage(
                        "1,4,36",
                        node("a = Reshape x s", integer("allowzero", 1)),
                        node("y = Exp a"))
                    .addInitializer(longs("s", 1, 4, -1))))
        .containsExactly("reshape", "exp");
  }

  /** Limits as attributes and as scalar operands, of which one may be absent. */
  @Test
  void limitsInEveryFormAreOneClip() throws Exception {
    assertThat(
            left(
                6,
                onImage(
                    "1,4,6,6",
                    node("a = Relu x"),
                    node("y = Clip a", real("min", -1), real("max", 6)))))
        .containsExactly("clip");
    assertThat(
            left(
                13,
                onImage("1,4,6,6", node("a = Clip x - six"), node("y = Clip a zero"))
                    .addInitializer(floats("six", shape(), 6))
                    .addInitializer(floats("zero", shape(), 0))))
        .containsExactly("clip");
    assertThat(
            left(
                13,
                onImage("1,4,6,6", node("a = Min x six"), node("y = Max zero a"))
                    .addInitializer(floats("six", shape(), 6))
                    .addInitializer(floats("zero", shape(), 0))))
        .containsExactly("clip");
  }

  /** A8: weights behind Identity and Constant are the weights. */
  @Test
  void weightsBehindOtherNodesAreSeenThrough() throws Exception {
    GraphProto.Builder graph =
        onImage(
                "1,5,6,6",
                node("w1 = Identity w"),
                node("w2 = Identity w1"),
                node("c = Conv x w2"),
                node("k = Constant", Protos.tensor("value", weight("", 5))),
                node("i = Identity k"),
                node("n = BatchNormalization c i i i s"),
                node("d = Dropout n"),
                node("y = Identity d"))
            .addInitializer(weight("w", 5, 4, 1, 1))
            .addInitializer(weight("unused", 100))
            .addInitializer(floats("s", shape(5), 1, 2, 1, 1, 3));
    assertThat(left(13, graph)).containsExactly("conv");
    Graph written = OnnxReader.read(folder.resolve("written.onnx")).graph();
    assertThat(written.constants()).hasSize(2);
  }

  @Test
  void convolutionsWithoutNamesAreFusedApart() throws Exception {
    GraphProto.Builder graph =
        onImage(
                "1,5,6,6",
                node("a = Conv x w").clearName(),
                node("b = Conv x v").clearName(),
                node("c = Mul a k").clearName(),
                node("d = Mul b k").clearName(),
                node("y = Sub c d").clearName())
            .addInitializer(weight("w", 5, 4, 1, 1))
            .addInitializer(weight("v", 5, 4, 1, 1))
            .addInitializer(weight("k", 5, 1, 1));
    assertThat(left(13, graph)).containsExactly("conv", "conv", "sub");
  }

  /** Shapes that are read, cut and put together again are sizes. */
  @Test
  void shapesAreFolded() throws Exception {
    GraphProto.Builder graph =
        onImage(
                "1,4,36",
                node("s = Shape x", integer("start", -4), integer("end", -2)),
                node("t = Concat s r", integer("axis", 0)),
                node("y = Reshape x t"))
            .addInitializer(longs("r", -1));
    assertThat(left(15, graph)).containsExactly("reshape");
    GraphProto.Builder gathered =
        onImage(
                "1,4,36",
                node("s = Shape x"),
                node("g = Gather s i"),
                node("t = Concat g r", integer("axis", 0)),
                node("y = Reshape x t"))
            .addInitializer(longs("i", 0, -3))
            .addInitializer(longs("r", -1));
    assertThat(left(13, gathered)).containsExactly("reshape");
  }

  /** A branch that is an initializer, and one that captures a value computed outside. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aBranchWithAConstantConditionIsInlined(int condition) throws Exception {
    GraphProto.Builder then =
        GraphProto.newBuilder()
            .setName("then")
            .addInitializer(weight("k", 4, 1, 1))
            .addOutput(Protos.value("k:4,1,1"));
    GraphProto.Builder otherwise =
        GraphProto.newBuilder()
            .setName("else")
            .addNode(node("inner = Relu t"))
            .addOutput(Protos.value("inner:1,4,6,6"));
    GraphProto.Builder graph =
        onImage(
                "1,4,6,6",
                node("t = Neg x"),
                node(
                    "b = If c",
                    Protos.graph("then_branch", then),
                    Protos.graph("else_branch", otherwise)),
                node("y = Sub x b"))
            .addInitializer(
                TensorProto.newBuilder().setName("c").setDataType(9).addInt32Data(condition));
    assertThat(left(13, graph))
        .isEqualTo(condition == 1 ? List.of("sub") : List.of("neg", "relu", "sub"));
  }

  /** N10: what is random stays apart, and so does dropout in training. */
  @Test
  void nodesThatAreRandomAreNotMerged() {
    GraphProto.Builder random =
        onImage(
                "1,4,6,6",
                node("a - = Dropout x r t"),
                node("b - = Dropout x r t"),
                node("y = Sub a b"))
            .addInitializer(floats("r", shape(), 0.5f))
            .addInitializer(TensorProto.newBuilder().setName("t").setDataType(9).addInt32Data(1));
    Graph compiled =
        Pipeline.standard(OnnxReader.read(write(folder, model(13, random))).graph()).graph();
    assertThat(compiled.nodes()).hasSize(3);
  }
}
