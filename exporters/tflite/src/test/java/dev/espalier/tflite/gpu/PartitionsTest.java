package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.GpuReport;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import org.junit.jupiter.api.Test;

/** Into how many parts TFLite cuts a graph, and what else the report says about all of it. */
class PartitionsTest {
  private static final int[] IMAGE = {1, 8, 8, 4};

  private static GpuReport report(LiteModel model) {
    return GpuRules.check(model).report();
  }

  private static int relu(Net net, int x) {
    return net.same(Builtin.RELU, x);
  }

  private static int refused(Net net, int x) {
    return net.same(Builtin.ROUND, x);
  }

  @Test
  void whatIsTakenAsAWholeIsOnePart() {
    Net net = new Net();
    GpuReport report = report(net.out(relu(net, relu(net, net.input(IMAGE)))));
    assertThat(report.partitions()).isEqualTo(1);
    assertThat(report.supported()).isTrue();
  }

  @Test
  void anEmptyGraphHasNoPart() {
    Net net = new Net();
    GpuReport report = report(net.out(net.input(IMAGE)));
    assertThat(report.partitions()).isZero();
    assertThat(report.alignedChannelsShare()).isEqualTo(1);
  }

  @Test
  void anOperatorInTheMiddleMakesTwo() {
    Net net = new Net();
    int x = refused(net, relu(net, net.input(IMAGE)));
    assertThat(report(net.out(relu(net, x))).partitions()).isEqualTo(2);
  }

  @Test
  void anOperatorAtEitherEndMakesNoMore() {
    Net first = new Net();
    int x = relu(first, refused(first, first.input(IMAGE)));
    assertThat(report(first.out(x)).partitions()).isEqualTo(1);
    Net last = new Net();
    int y = refused(last, relu(last, last.input(IMAGE)));
    assertThat(report(last.out(y)).partitions()).isEqualTo(1);
  }

  /** The right branch waits for the CPU, and takes the sum of both with it. */
  @Test
  void aBranchThroughTheCpuMakesTwo() {
    Net net = new Net();
    int x = net.input(IMAGE);
    int left = relu(net, x);
    int right = relu(net, refused(net, x));
    assertThat(report(net.out(net.add(left, right))).partitions()).isEqualTo(2);
  }

  /** What the CPU computes from inputs alone is computed first, when it comes first. */
  @Test
  void operatorsThatAreReadyOnTheCpuComeTogether() {
    Net net = new Net();
    int a = refused(net, net.input(IMAGE));
    int left = relu(net, a);
    int b = refused(net, net.input(IMAGE));
    assertThat(report(net.out(net.add(left, b))).partitions()).isEqualTo(1);
  }

  @Test
  void aFinalChoiceIsAPartOfTheCpu() {
    Net net = new Net();
    int scores = relu(net, net.input(IMAGE));
    Options options = new Options.ArgMax(ElementType.I32);
    int classes = choice(net, options, scores);
    GpuVerdict verdict = GpuRules.check(net.out(classes));
    assertThat(verdict.report().partitions()).isEqualTo(1);
    assertThat(verdict.report().supported()).isFalse();
    assertThat(verdict.lints()).extracting(Lint::level).containsExactly(Level.WARNING);
  }

  @Test
  void aChoiceInTheMiddleIsAnError() {
    Net net = new Net();
    int classes = choice(net, new Options.ArgMax(ElementType.I32), relu(net, net.input(IMAGE)));
    Options cast = new Options.Cast(ElementType.I32, ElementType.F32);
    int numbers = net.op(Builtin.CAST, cast, shape(1, 8, 8), classes);
    GpuVerdict verdict = GpuRules.check(net.out(relu(net, numbers)));
    assertThat(verdict.errors()).extracting(Lint::rule).containsExactly("gpu/unsupported-op");
    assertThat(verdict.report().partitions()).isEqualTo(2);
  }

  private static int choice(Net net, Options options, int scores) {
    return net.op(
        Builtin.ARG_MAX, 1, options, ElementType.I32, shape(1, 8, 8), scores, net.ints(3));
  }

  @Test
  void weightsInHalfPrecisionAreConstants() {
    Net net = new Net();
    int x = net.input(IMAGE);
    int half = net.constant(Tensor.filled(ElementType.F16, new long[] {4, 1, 1, 4}, 0.5));
    int weights = net.op(Builtin.DEQUANTIZE, shape(4, 1, 1, 4), half);
    net.version(3);
    Options options = new Options.Conv2D(Padding.SAME, 1, 1, 1, 1, Activation.NONE);
    int conv = net.op(Builtin.CONV_2D, options, IMAGE, x, weights, net.filled(0, 4));
    GpuVerdict verdict = GpuRules.check(net.out(conv));
    assertThat(verdict.lints()).isEmpty();
    assertThat(verdict.report().supported()).isTrue();
    assertThat(verdict.report().partitions()).isEqualTo(1);
  }

  @Test
  void weightsBeyondHalfPrecisionAreFoundBehindTheirConversion() {
    Net net = new Net();
    int x = net.input(IMAGE);
    int half = net.constant(Tensor.filled(ElementType.F16, new long[] {1}, 1e6));
    int factor = net.op(Builtin.DEQUANTIZE, shape(1), half);
    GpuVerdict verdict = GpuRules.check(net.out(net.mul(x, factor)));
    assertThat(verdict.errors()).extracting(Lint::rule).containsExactly("gpu/fp16-overflow");
  }

  @Test
  void countsResultsWithChannelsInWholeSlices() {
    Net net = new Net();
    int x = net.conv(net.input(IMAGE), 1, 1, Padding.SAME, 8);
    int y = net.conv(x, 1, 1, Padding.SAME, 6);
    int z = net.op(Builtin.RESHAPE, shape(384), y);
    assertThat(report(net.out(z)).alignedChannelsShare()).isEqualTo(0.5);
  }
}
