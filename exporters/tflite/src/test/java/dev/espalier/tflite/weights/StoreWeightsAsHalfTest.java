package dev.espalier.tflite.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.weights.StoreWeightsAsHalf.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreWeightsAsHalfTest {
  private static final Options DENSE = new Options.FullyConnected(Activation.NONE, false);

  private static LiteTensor value(String name) {
    return LiteTensor.value(name, ElementType.F32, List.of(1, 16));
  }

  /** Two layers that share a weight, then one whose weight is given. */
  private static LiteModel model(Tensor last) {
    Tensor shared = Tensor.filled(ElementType.F32, new long[] {16, 16}, 1 / 3.0);
    Tensor bias = Tensor.filled(ElementType.F32, new long[] {16}, 1 / 3.0);
    List<LiteTensor> tensors =
        List.of(
            value("x"),
            LiteTensor.constant("w", shared),
            LiteTensor.constant("bias", bias),
            value("a"),
            value("b"),
            LiteTensor.constant("last", last),
            value("c"));
    return new LiteModel(
        "m",
        tensors,
        List.of(
            op(Builtin.FULLY_CONNECTED, DENSE, List.of(0, 1, 2), 3),
            op(Builtin.FULLY_CONNECTED, DENSE, List.of(3, 1, 2), 4),
            op(Builtin.MUL, new Options.Mul(Activation.NONE), List.of(4, 5), 6)),
        List.of(new Port("x", 0)),
        List.of(new Port("y", 6)),
        "",
        Map.of(),
        0);
  }

  private static LiteOp op(Builtin kind, Options options, List<Integer> inputs, int output) {
    return new LiteOp(kind, "", 1, inputs, List.of(output), options, "n" + output);
  }

  private static Tensor weight(double... values) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      all.add(i < values.length ? values[i] : 1);
    }
    return Tensor.of(
        ElementType.F32,
        new long[] {16},
        all.stream().mapToDouble(v -> (float) (double) v).toArray());
  }

  @Test
  void aWeightIsConvertedOnceBeforeItsFirstUse() {
    Result result = StoreWeightsAsHalf.run(model(weight(0.1)));
    LiteModel half = result.model();
    assertThat(half.ops())
        .extracting(LiteOp::kind)
        .containsExactly(
            Builtin.DEQUANTIZE,
            Builtin.FULLY_CONNECTED,
            Builtin.FULLY_CONNECTED,
            Builtin.DEQUANTIZE,
            Builtin.MUL);
    LiteOp first = half.ops().get(0);
    assertThat(first.version()).isEqualTo(3);
    assertThat(first.node()).isEqualTo("w");
    assertThat(first.outputs()).containsExactly(1);
    assertThat(half.output(first).type()).isEqualTo("f32[16,16]");
    assertThat(half.output(first).isConstant()).isFalse();
    assertThat(half.input(first, 0).type()).isEqualTo("f16[16,16]");
    assertThat(half.input(first, 0).data().orElseThrow().at(200)).isEqualTo(0x1.554p-2);
    assertThat(result.lints()).isEmpty();
  }

  @Test
  void biasesScalarsAndTinyConstantsStay() {
    LiteModel half = StoreWeightsAsHalf.run(model(Tensor.scalar(ElementType.F32, 0.1))).model();
    assertThat(half.tensor(2).type()).isEqualTo("f32[16]");
    assertThat(half.tensor(2).isConstant()).isTrue();
    assertThat(half.ops()).hasSize(4);
    Tensor tiny = Tensor.filled(ElementType.F32, new long[] {15}, 0.1);
    assertThat(StoreWeightsAsHalf.run(model(tiny)).model().ops()).hasSize(4);
    Tensor whole = Tensor.filled(ElementType.I32, new long[] {16}, 7);
    assertThat(StoreWeightsAsHalf.run(model(whole)).model().ops()).hasSize(4);
  }

  @Test
  void constantsThatTheGraphReturnsStay() {
    LiteModel plain = model(weight(0.1));
    LiteModel returned =
        new LiteModel(
            "m",
            plain.tensors(),
            plain.ops(),
            plain.inputs(),
            List.of(new Port("y", 6), new Port("w", 1)),
            "",
            Map.of(),
            0);
    LiteModel half = StoreWeightsAsHalf.run(returned).model();
    assertThat(half.tensor(1).isConstant()).isTrue();
    assertThat(half.ops()).hasSize(4);
  }

  @Test
  void whatHalfCannotHoldStaysAndIsReported() {
    Result result = StoreWeightsAsHalf.run(model(weight(65504, -65505, 1e9)));
    assertThat(result.lints())
        .singleElement()
        .satisfies(
            lint -> {
              assertThat(lint.rule()).isEqualTo("fp16/overflow");
              assertThat(lint.level()).isEqualTo(Lint.Level.WARNING);
              assertThat(lint.node()).isEqualTo("last");
              assertThat(lint.message()).startsWith("2 of 16 values");
            });
    assertThat(result.model().tensor(5).isConstant()).isTrue();
  }

  @Test
  void valuesThatVanishAreReported() {
    Result result = StoreWeightsAsHalf.run(model(weight(5e-8, -1e-12, 6e-8, 0)));
    assertThat(result.lints())
        .singleElement()
        .satisfies(
            lint -> {
              assertThat(lint.rule()).isEqualTo("fp16/underflow");
              assertThat(lint.message()).startsWith("2 of 16 values");
            });
    assertThat(result.model().tensor(5).isConstant()).isFalse();
  }

  @Test
  void infinityAndNanAreWhatTheyAre() {
    Tensor special = weight(Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(StoreWeightsAsHalf.run(model(special)).lints()).isEmpty();
  }
}
