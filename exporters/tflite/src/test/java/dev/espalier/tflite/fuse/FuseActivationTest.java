package dev.espalier.tflite.fuse;

import static dev.espalier.tflite.model.Builtin.ADD;
import static dev.espalier.tflite.model.Builtin.CONV_2D;
import static dev.espalier.tflite.model.Builtin.RELU;
import static dev.espalier.tflite.model.Builtin.RELU6;
import static dev.espalier.tflite.model.Builtin.TANH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FuseActivationTest {
  private final LiteNet net = new LiteNet();
  private final int x = net.input(1, 2, 2, 3);

  static Stream<Arguments> operators() {
    Activation none = Activation.NONE;
    return Stream.of(
        Arguments.of(CONV_2D, new Options.Conv2D(Padding.SAME, 1, 2, 3, 4, none)),
        Arguments.of(
            Builtin.DEPTHWISE_CONV_2D,
            new Options.DepthwiseConv2D(Padding.SAME, 1, 2, 3, 4, 5, none)),
        Arguments.of(Builtin.MAX_POOL_2D, new Options.Pool2D(Padding.VALID, 1, 2, 3, 4, none)),
        Arguments.of(Builtin.AVERAGE_POOL_2D, new Options.Pool2D(Padding.SAME, 1, 2, 3, 4, none)),
        Arguments.of(Builtin.FULLY_CONNECTED, new Options.FullyConnected(none, true)),
        Arguments.of(ADD, new Options.Add(none)),
        Arguments.of(Builtin.SUB, new Options.Sub(none)),
        Arguments.of(Builtin.MUL, new Options.Mul(none)),
        Arguments.of(Builtin.DIV, new Options.Div(none)));
  }

  /** All other attributes stay. */
  @ParameterizedTest
  @MethodSource("operators")
  void intoTheOperatorInFront(Builtin kind, Options options) {
    int made = net.op(kind, options, List.of(1, 2, 2, 3), x, x);
    LiteModel model = net.model(net.like(RELU6, made));
    LiteModel fused = FuseActivation.run(model);
    assertThat(LiteNet.kinds(fused)).containsExactly(kind);
    Options after = fused.ops().get(0).options();
    assertThat(after.activation()).isEqualTo(Activation.RELU6);
    assertThat(after).hasToString(options.toString().replace("=NONE", "=RELU6"));
    assertThat(fused.outputs().get(0).name()).isEqualTo("out0");
    assertThat(fused.ops().get(0).node()).isEqualTo("node0");
  }

  @ParameterizedTest
  @CsvSource({"RELU, RELU", "RELU6, RELU6", "RELU_N1_TO_1, RELU_N1_TO_1"})
  void functionsThatOperatorsCanApply(Builtin kind, Activation function) {
    LiteModel fused =
        FuseActivation.run(net.model(net.like(kind, net.convolution(x, Activation.NONE))));
    assertThat(fused.ops()).extracting(op -> op.options().activation()).containsExactly(function);
  }

  @Test
  void otherFunctionsStay() {
    assertStays(net.model(net.like(TANH, net.convolution(x, Activation.NONE))), CONV_2D, TANH);
  }

  @Test
  void aSecondFunctionStays() {
    assertStays(net.model(net.like(RELU6, net.convolution(x, Activation.RELU))), CONV_2D, RELU6);
  }

  @Test
  void notWhenSomebodyElseReads() {
    int made = net.convolution(x, Activation.NONE);
    int relu = net.like(RELU, made);
    assertStays(net.model(net.sum(relu, made, Activation.NONE)), CONV_2D, RELU, ADD);
  }

  @Test
  void notWhenTheValueIsReturned() {
    int made = net.convolution(x, Activation.NONE);
    assertStays(net.model(net.like(RELU, made), made), CONV_2D, RELU);
  }

  @Test
  void notIntoATransposedConvolution() {
    Options options = new Options.TransposeConv(Padding.VALID, 1, 1, Activation.NONE);
    int made = net.op(Builtin.TRANSPOSE_CONV, options, List.of(1, 2, 2, 3), x, x, x);
    assertStays(net.model(net.like(RELU, made)), Builtin.TRANSPOSE_CONV, RELU);
  }

  @Test
  void notOfIntegers() {
    Options options = new Options.Add(Activation.NONE);
    int sum = net.op(ElementType.I32, ADD, options, List.of(1, 2, 2, 3), x, x);
    assertStays(net.model(net.like(RELU, sum)), ADD, RELU);
  }

  private static void assertStays(LiteModel model, Builtin... kinds) {
    LiteModel kept = FuseActivation.run(model);
    assertThat(LiteNet.kinds(kept)).containsExactly(kinds);
    assertThat(kept.ops()).isEqualTo(new Renumber(model.tensors()).of(model, model.ops()).ops());
  }
}
