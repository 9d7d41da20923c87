package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * EQV-4: errors that compilers make are seen on the generated evidence. Each network is compared
 * with a right rewrite, which passes, and with a wrong one.
 */
final class PlantedErrorsTest {
  private static final int[] LIVE = {0, 1, 2, 3, 5, 6, 7};
  private static final int DEAD = 4;

  @TempDir private Path folder;

  private final Tensor first = random(1, 8, 3, 1, 1);
  private final Tensor scale = random(2, 8);
  private final Tensor shift = random(3, 8);
  private final Tensor mean = random(4, 8);
  private final Tensor variance = Tensor.floats(new long[] {8}, 1, 2, 1, 2, 1, 2, 1, 2);

  private static Tensor random(long seed, long... shape) {
    long size = 1;
    for (long dim : shape) {
      size *= dim;
    }
    Random random = new Random(seed);
    float[] values = new float[(int) size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.floats(shape, values);
  }

  private boolean passes(TinyModel reference, TinyModel candidate) {
    Path left = reference.in(folder, "reference.onnx");
    Path right = candidate.in(folder, "candidate.onnx");
    List<EvidenceInput> inputs;
    try (Runner runner = OnnxRuntimeRunner.open(left, OnnxRuntimeRunner.Settings.PLAIN)) {
      inputs = EvidenceInputs.of(runner.inputs(), Map.of(), EvidenceInputs.SEED, Optional.empty());
    }
    return Equivalence.compare(left, right, inputs, Tolerance.ONNX).get(0).pass();
  }

  @BeforeEach
  void theDeadChannelIsAPositiveConstant() {
    assertThat(constantOfTheDeadChannel()).isGreaterThan(0.1);
  }

  /** What batch normalisation makes of zero. */
  private double constantOfTheDeadChannel() {
    double deviation = Math.sqrt(variance.at(DEAD) + 1e-5);
    return shift.at(DEAD) - mean.at(DEAD) * scale.at(DEAD) / deviation;
  }

  /** 1x1 convolution, mask of one channel, batch normalisation, relu: the value r. */
  private TinyModel masked() {
    Tensor mask = Tensor.floats(new long[] {1, 8, 1, 1}, 1, 1, 1, 1, 0, 1, 1, 1);
    return normalised(
        new TinyModel()
            .input("x", "f32[1,3,16,24]")
            .constant("w", first)
            .constant("mask", mask)
            .node("Conv", List.of("x", "w"), "c")
            .node("Mul", List.of("c", "mask"), "m"),
        IntStream.range(0, 8).toArray());
  }

  /** The same without the masked channel. */
  private TinyModel removed() {
    return normalised(
        new TinyModel()
            .input("x", "f32[1,3,16,24]")
            .constant("w", first.select(0, LIVE))
            .node("Conv", List.of("x", "w"), "m"),
        LIVE);
  }

  private TinyModel normalised(TinyModel model, int... channels) {
    return model
        .constant("scale", scale.select(0, channels))
        .constant("shift", shift.select(0, channels))
        .constant("mean", mean.select(0, channels))
        .constant("variance", variance.select(0, channels))
        .node("BatchNormalization", List.of("m", "scale", "shift", "mean", "variance"), "n")
        .node("Relu", List.of("n"), "r");
  }

  /** A convolution of r without bias, or with one. */
  private static TinyModel consumed(TinyModel model, Tensor weights, Tensor bias, int pad) {
    return model
        .constant("weights", weights)
        .constant("bias", bias)
        .node(
            "Conv",
            List.of("r", "weights", "bias"),
            "y",
            AttributeProto.newBuilder()
                .setName("pads")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of((long) pad, (long) pad, (long) pad, (long) pad))
                .build())
        .output("y", "f32[1,5,H,W]");
  }

  /** What the dead channel adds to each output of a convolution when no pad is in the way. */
  private Tensor foldedBias(Tensor weights) {
    float[] bias = new float[5];
    double[] column = weights.select(1, DEAD).toDoubles();
    int area = column.length / bias.length;
    for (int i = 0; i < column.length; i++) {
      bias[i / area] += (float) (column[i] * constantOfTheDeadChannel());
    }
    return Tensor.floats(new long[] {5}, bias);
  }

  private static Tensor noBias() {
    return Tensor.floats(new long[] {5}, 0, 0, 0, 0, 0);
  }

  @Test
  void droppingAMaskedChannelBeforeBatchNormalisation() {
    Tensor weights = random(5, 5, 8, 1, 1);
    Tensor cut = weights.select(1, LIVE);
    TinyModel reference = consumed(masked(), weights, noBias(), 0);
    assertThat(passes(reference, consumed(removed(), cut, foldedBias(weights), 0))).isTrue();
    assertThat(passes(reference, consumed(removed(), cut, noBias(), 0))).isFalse();
  }

  @Test
  void aBiasInPlaceOfAConstantThatMeetsPadding() {
    Tensor weights = random(6, 5, 8, 3, 3);
    Tensor cut = weights.select(1, LIVE);
    Tensor bias = foldedBias(weights);
    TinyModel unpadded = consumed(masked(), weights, noBias(), 0);
    assertThat(passes(unpadded, consumed(removed(), cut, bias, 0))).isTrue();
    TinyModel padded = consumed(masked(), weights, noBias(), 1);
    assertThat(passes(padded, consumed(removed(), cut, bias, 1))).isFalse();
  }

  /** softmax(x wq (x wk)^T / divisor) x. */
  private static TinyModel attention(double divisor) {
    return new TinyModel()
        .input("x", "f32[10,16]")
        .constant("wq", random(7, 16, 16))
        .constant("wk", random(8, 16, 16))
        .constant("divisor", Tensor.floats(new long[0], (float) divisor))
        .node("MatMul", List.of("x", "wq"), "q")
        .node("MatMul", List.of("x", "wk"), "k")
        .node("Transpose", List.of("k"), "kt")
        .node("MatMul", List.of("q", "kt"), "scores")
        .node("Div", List.of("scores", "divisor"), "scaled")
        .node("Softmax", List.of("scaled"), "weights", TinyModel.number("axis", 1))
        .node("MatMul", List.of("weights", "x"), "y")
        .output("y", "f32[10,16]");
  }

  @Test
  void attentionWithoutItsScale() {
    assertThat(passes(attention(4), attention(4))).isTrue();
    assertThat(passes(attention(4), attention(1))).isFalse();
    assertThat(passes(attention(1), attention(4))).isFalse();
  }

  /** Layer normalisation of x / 100, whose rows vary little. */
  private static TinyModel normalisedRows(float epsilon) {
    return new TinyModel()
        .input("x", "f32[1,10,32]")
        .constant("hundredth", Tensor.floats(new long[0], 0.01f))
        .constant("ones", Tensor.filled(ElementType.F32, new long[] {32}, 1))
        .node("Mul", List.of("x", "hundredth"), "low")
        .node(
            "LayerNormalization",
            List.of("low", "ones"),
            "y",
            AttributeProto.newBuilder()
                .setName("epsilon")
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(epsilon)
                .build())
        .output("y", "f32[1,10,32]");
  }

  @Test
  void anotherEpsilonOnRowsOfLowVariance() {
    assertThat(passes(normalisedRows(1e-6f), normalisedRows(1e-6f))).isTrue();
    assertThat(passes(normalisedRows(1e-6f), normalisedRows(1e-5f))).isFalse();
  }

  private static TinyModel enlarged(String coordinates) {
    return new TinyModel()
        .input("x", "f32[1,2,8,12]")
        .constant("scales", Tensor.floats(new long[] {4}, 1, 1, 2, 2))
        .node(
            "Resize",
            List.of("x", "", "scales"),
            "y",
            text("mode", "linear"),
            text("coordinate_transformation_mode", coordinates))
        .output("y", "f32[1,2,16,24]");
  }

  private static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  @Test
  void halfPixelsInPlaceOfAlignedCorners() {
    assertThat(passes(enlarged("align_corners"), enlarged("align_corners"))).isTrue();
    assertThat(passes(enlarged("align_corners"), enlarged("half_pixel"))).isFalse();
  }
}
