package dev.espalier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlignOperatorsTest {
  private static final String CONVOLUTION = "Convolution (NHWC, F32) IGEMM";

  private static LiteOp op(Builtin kind, Options options) {
    return new LiteOp(kind, "", 1, List.of(0), List.of(1), options, "");
  }

  private static LiteOp op(Builtin kind) {
    return op(kind, new Options.None());
  }

  @Test
  void paddingJoinsTheConvolution() {
    assertThat(
            AlignOperators.of(
                List.of(op(Builtin.PAD), op(Builtin.CONV_2D), op(Builtin.RELU)),
                List.of(CONVOLUTION, "Clamp (NC)")))
        .containsExactly(List.of(), List.of(0), List.of(1));
  }

  @Test
  void anActivationMayHaveAnEventOfItsOwn() {
    LiteOp add = op(Builtin.ADD, new Options.Add(Activation.RELU6));
    assertThat(
            AlignOperators.of(
                List.of(add, op(Builtin.MUL)), List.of("Add (ND)", "Clamp (NC)", "Multiply (ND)")))
        .containsExactly(List.of(0, 1), List.of(2));
  }

  @Test
  void anOperatorTfliteRunsItselfHasItsOwnName() {
    assertThat(
            AlignOperators.of(
                List.of(op(Builtin.GATHER), op(Builtin.FULLY_CONNECTED)),
                List.of("GATHER", "Static Reshape (NC)", "Fully Connected (NC, F32) GEMM")))
        .containsExactly(List.of(0), List.of(1, 2));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> AlignOperators.of(List.of(op(Builtin.ADD)), List.of("Multiply (ND)")))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining("operator 0, ADD")
        .hasMessageContaining("Multiply");
    assertThatThrownBy(
            () -> AlignOperators.of(List.of(op(Builtin.ADD)), List.of("Add (ND)", CONVOLUTION)))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining(CONVOLUTION);
  }
}
