package dev.espalier.onnx;

import static dev.espalier.onnx.CleanedUp.onImage;
import static dev.espalier.onnx.CleanedUp.weight;
import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.shape;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Masks in the forms that frameworks write are masks, also in front of clips; ONNX Runtime agrees.
 */
class MaskFormsTest {
  @TempDir Path folder;

  private List<String> left(long opset, GraphProto.Builder graph) throws Exception {
    return new CleanedUp(folder).left(opset, graph);
  }

  /** A4: masks pass through ReLU6 with scalar operands, which no channel has a part in. */
  @Test
  void masksPassClipsWithScalarOperands() throws Exception {
    GraphProto.Builder graph =
        onImage(
                "1,5,6,6",
                node("c = Conv x w b"),
                node("m = Mul c k"),
                node("r = Clip m zero six"),
                node("y = Conv r v"))
            .addInitializer(weight("w", 6, 4, 1, 1))
            .addInitializer(weight("b", 6))
            .addInitializer(floats("k", shape(1, 6, 1, 1), 1, 0, 1, 0, 0, 1))
            .addInitializer(floats("zero", shape(), 0))
            .addInitializer(floats("six", shape(), 6))
            .addInitializer(weight("v", 5, 6, 1, 1));
    assertThat(left(13, graph)).containsExactly("conv", "clip", "conv");
    assertThat(new CleanedUp(folder).compiledWidth()).isEqualTo(3);
  }

  /** A15: the three forms of a mask, and real weights, which are a convolution. */
  @ParameterizedTest
  @ValueSource(strings = {"m = Conv c d", "m = Mul c k", "m = Where p c z"})
  void theFormsOfAMaskGiveTheSame(String mask) throws Exception {
    NodeProto.Builder node = node(mask);
    if (mask.contains("Conv")) {
      node.addAttribute(integer("group", 6));
    }
    assertThat(left(13, masked(node, 1))).containsExactly("conv", "relu", "conv");
    assertThat(new CleanedUp(folder).compiledWidth()).isEqualTo(3);
  }

  /** T37: axes may be counted from the end; joined on the batch, channels are tied one by one. */
  @ParameterizedTest
  @ValueSource(ints = {0, -4})
  void masksOfValuesJoinedOnTheBatch(int axis) throws Exception {
    GraphProto.Builder graph =
        onImage(
                "2,5,6,6",
                node("c = Conv x w"),
                node("m = Mul c k"),
                node("d = Conv x u"),
                node("n = Mul d k"),
                node("t = Concat m n", integer("axis", axis)),
                node("y = Conv t v"))
            .addInitializer(weight("w", 6, 4, 1, 1))
            .addInitializer(weight("u", 6, 4, 1, 1))
            .addInitializer(floats("k", shape(6, 1, 1), 1, 0, 1, 0, 0, 1))
            .addInitializer(weight("v", 5, 6, 1, 1));
    assertThat(left(13, graph)).containsExactly("conv", "conv", "concat", "conv");
    assertThat(new CleanedUp(folder).compiledWidth()).isEqualTo(3);
  }

  /** Of its factors only those that are zero take a channel with them. */
  @Test
  void realWeightsPerChannelAreAConvolution() throws Exception {
    NodeProto.Builder node = node("m = Conv c d", integer("group", 6));
    left(13, masked(node, 0.75f));
    assertThat(new CleanedUp(folder).compiledWidth()).isEqualTo(4);
  }

  private static GraphProto.Builder masked(NodeProto.Builder mask, float kept) {
    return onImage(
            "1,5,6,6", node("c = Conv x w b"), mask, node("r = Relu m"), node("y = Conv r v"))
        .addInitializer(weight("w", 6, 4, 1, 1))
        .addInitializer(weight("b", 6))
        .addInitializer(floats("d", shape(6, 1, 1, 1), 1, 0.25f - kept / 4, kept, 0, 0, 1))
        .addInitializer(floats("k", shape(6, 1, 1), 1, 0, 1, 0, 0, 1))
        .addInitializer(floats("z", shape(), 0))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("p")
                .setDataType(9)
                .addDims(6)
                .addDims(1)
                .addDims(1)
                .addAllInt32Data(List.of(1, 0, 1, 0, 0, 1)))
        .addInitializer(weight("v", 5, 6, 1, 1));
  }
}
