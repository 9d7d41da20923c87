package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueRangesTest {
  private static final double OPEN = Double.POSITIVE_INFINITY;

  private static final int[] IMAGE = {1, 4, 4, 4};

  private static Range of(ToIntFunction<Net> build) {
    Net net = new Net();
    int result = build.applyAsInt(net);
    return new ValueRanges(new Wiring(net.out(result))).of(result);
  }

  private static Arguments of(String what, double low, double high, ToIntFunction<Net> build) {
    return Arguments.of(what, new Range(low, high), of(build));
  }

  private static Arguments unary(Builtin kind, double low, double high) {
    return of(kind.name(), low, high, net -> net.same(kind, net.input(IMAGE)));
  }

  private static int tanh(Net net) {
    return net.same(Builtin.TANH, net.input(IMAGE));
  }

  static Stream<Arguments> bounds() {
    return Stream.of(
        unary(Builtin.RELU, 0, OPEN),
        unary(Builtin.RELU6, 0, 6),
        unary(Builtin.RELU_N1_TO_1, -1, 1),
        unary(Builtin.RELU_0_TO_1, 0, 1),
        unary(Builtin.LOGISTIC, 0, 1),
        unary(Builtin.SOFTMAX, 0, 1),
        unary(Builtin.HARD_SWISH, -0.375, OPEN),
        unary(Builtin.ELU, -1, OPEN),
        unary(Builtin.ABS, 0, OPEN),
        unary(Builtin.NEG, -OPEN, OPEN),
        unary(Builtin.SQUARE, 0, OPEN),
        unary(Builtin.LOG, -OPEN, OPEN),
        of("an input", -OPEN, OPEN, net -> net.input(IMAGE)),
        of("a constant", 3, 3, net -> net.filled(3, 4)),
        of("negation", -6, 0, net -> net.same(Builtin.NEG, six(net))),
        of("square", 0, 1, net -> net.same(Builtin.SQUARE, tanh(net))),
        of("sum", 1, 3, net -> net.add(tanh(net), net.filled(2, 1))),
        of("difference", -7, 1, net -> difference(net)),
        of("product", -2, 2, net -> net.mul(tanh(net), net.filled(-2, 1))),
        of("the lesser", -1, 0.5, net -> bounded(net, Builtin.MINIMUM)),
        of("the greater", 0.5, 1, net -> bounded(net, Builtin.MAXIMUM)),
        of("PAD", 0, 6, net -> net.pad(six(net), 1, 0, 0, 0)),
        of("PADV2", -9, 6, net -> net.padv2(six(net), -9, 1, 0, 0, 0)),
        of("a fused activation", 0, 6, net -> activated(net)),
        of("LEAKY_RELU", -0.5, 1, net -> leaky(net)),
        of("a quotient", -0.5, 0.5, net -> quotient(net, net.filled(2, 1))),
        of("a quotient by what may be 0", -OPEN, OPEN, net -> quotient(net, six(net))),
        of("a quotient by its own size", -1, 1, net -> byOwnSize(net, false)),
        of("a quotient by another's size", -OPEN, OPEN, net -> byOwnSize(net, true)),
        of("CONCATENATION", -1, 6, net -> joined(net)),
        of("a product of unknown factors", -OPEN, OPEN, net -> unknown(net)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bounds")
  void knowsBounds(String what, Range expected, Range actual) {
    assertThat(actual.low()).as(what).isEqualTo(expected.low());
    assertThat(actual.high()).as(what).isEqualTo(expected.high());
  }

  private static int six(Net net) {
    return net.same(Builtin.RELU6, net.input(IMAGE));
  }

  private static int difference(Net net) {
    return net.same(Builtin.SUB, new Options.Sub(Activation.NONE), tanh(net), six(net));
  }

  private static int bounded(Net net, Builtin kind) {
    return net.same(kind, tanh(net), net.filled(0.5, 1));
  }

  private static int activated(Net net) {
    int x = net.input(IMAGE);
    return net.same(Builtin.ADD, new Options.Add(Activation.RELU6), x, x);
  }

  private static int leaky(Net net) {
    return net.same(Builtin.LEAKY_RELU, new Options.LeakyRelu(0.5f), tanh(net));
  }

  private static int quotient(Net net, int divisor) {
    return net.same(Builtin.DIV, new Options.Div(Activation.NONE), tanh(net), divisor);
  }

  private static int byOwnSize(Net net, boolean another) {
    int x = net.input(IMAGE);
    int size = net.same(Builtin.ABS, another ? net.input(IMAGE) : x);
    Options options = new Options.Reducer(true);
    int largest = net.op(Builtin.REDUCE_MAX, options, shape(1, 1, 1, 4), size, net.ints(1, 2));
    int scale = net.same(Builtin.MAXIMUM, largest, net.filled(0.001, 1));
    return net.same(Builtin.DIV, new Options.Div(Activation.NONE), x, scale);
  }

  private static int joined(Net net) {
    Options options = new Options.Concatenation(3, Activation.NONE);
    return net.op(Builtin.CONCATENATION, options, shape(1, 4, 4, 8), tanh(net), six(net));
  }

  private static int unknown(Net net) {
    return net.mul(net.input(IMAGE), net.input(IMAGE));
  }

  @Test
  void booleansAndIntegersAreUnknown() {
    Range range =
        of(
            net ->
                net.op(
                    Builtin.CAST,
                    new Options.Cast(ElementType.I32, ElementType.F32),
                    IMAGE,
                    net.input(ElementType.I32, IMAGE)));
    assertThat(range).isEqualTo(Range.ANY);
  }

  /** Whatever goes in, what comes out of each operator lies within its bounds. */
  @Test
  void holdWhenRun() {
    for (int seed = 0; seed < 300; seed++) {
      LiteModel model = RandomNet.of(seed);
      ValueRanges ranges = new ValueRanges(new Wiring(model));
      double[] input = new Random(seed).doubles(model.tensor(0).size(), -99, 99).toArray();
      List<double[]> outputs = Emulator.run(model, Emulator.Semantics.CPU, List.of(input));
      for (int i = 0; i < outputs.size(); i++) {
        Range range = ranges.of(model.outputs().get(i).tensor());
        for (double number : outputs.get(i)) {
          assertThat(number).isBetween(range.low(), range.high());
        }
      }
    }
  }
}
