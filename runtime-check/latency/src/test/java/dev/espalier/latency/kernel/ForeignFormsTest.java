package dev.espalier.latency.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forms that files of other converters have, and this program's do not. */
class ForeignFormsTest {
  private static final Integer[] IMAGE = {1, 8, 8, 4};

  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();
  private final int x = value(ElementType.F32, IMAGE);

  @Test
  void operatorsThatChangeNothingCostNothing() {
    int a = convolution(x, Padding.VALID);
    int b = op(Builtin.RESHAPE, new Options.None(), IMAGE, a, vector(0));
    int c = op(Builtin.CONCATENATION, new Options.Concatenation(3, Activation.NONE), IMAGE, b);
    int d = op(Builtin.RESIZE_BILINEAR, new Options.ResizeBilinear(false, true), IMAGE, c);
    assertThat(names(op(Builtin.TANH, new Options.None(), IMAGE, d)))
        .as("and are no obstacle")
        .containsExactly("CONV_2D+TANH");
  }

  @Test
  void whatTheGraphReturnsIsNotTakenOut() {
    int a = convolution(x, Padding.VALID);
    assertThat(names(op(Builtin.RESHAPE, new Options.None(), IMAGE, a, vector(0))))
        .containsExactly("CONV_2D", "RESHAPE");
  }

  @Test
  void weightsInHalfPrecisionAreConstant() {
    int half = constant(ElementType.F16, 4, 1, 1, 4);
    int whole = op(Builtin.DEQUANTIZE, new Options.None(), new Integer[] {4, 1, 1, 4}, half);
    Kernel kernel = kernels(convolution(x, whole, Padding.VALID)).get(0);
    assertThat(kernel.convolution()).isPresent();
  }

  @Test
  void aProductWithAConstantGoesIntoTheConvolutionBehindIt() {
    int a = op(Builtin.MUL, new Options.Mul(Activation.NONE), IMAGE, x, vector(1, 2, 3, 4));
    assertThat(names(convolution(a, Padding.SAME))).containsExactly("CONV_2D");
  }

  @Test
  void aProductThatIsReadTwiceStays() {
    int a = op(Builtin.MUL, new Options.Mul(Activation.NONE), IMAGE, x, vector(1, 2, 3, 4));
    int b = convolution(a, Padding.SAME);
    assertThat(names(op(Builtin.ADD, new Options.Add(Activation.NONE), IMAGE, a, b)))
        .containsExactly("MUL", "CONV_2D+ADD");
  }

  @Test
  void aSumGoesIntoTheBiasOnlyWithoutPadding() {
    int a = op(Builtin.ADD, new Options.Add(Activation.NONE), IMAGE, x, vector(1, 2, 3, 4));
    assertThat(names(convolution(a, constant(ElementType.F32, 4, 3, 3, 4), Padding.SAME)))
        .containsExactly("ADD", "CONV_2D");
    ops.clear();
    int b = op(Builtin.ADD, new Options.Add(Activation.NONE), IMAGE, x, vector(1, 2, 3, 4));
    assertThat(names(convolution(b, Padding.VALID))).containsExactly("CONV_2D");
  }

  @Test
  void aSumWithAnActivationStays() {
    int a = op(Builtin.ADD, new Options.Add(Activation.RELU), IMAGE, x, vector(1, 2, 3, 4));
    assertThat(names(convolution(a, Padding.VALID))).containsExactly("ADD", "CONV_2D");
  }

  @Test
  void zerosBesideAValueArePadding() {
    Integer[] taller = {1, 9, 8, 4};
    int zeros = constant(ElementType.F32, 1, 1, 8, 4);
    int a =
        op(Builtin.CONCATENATION, new Options.Concatenation(1, Activation.NONE), taller, x, zeros);
    int y = value(ElementType.F32, taller);
    add(
        Builtin.CONV_2D,
        new Options.Conv2D(Padding.VALID, 1, 1, 1, 1, Activation.NONE),
        y,
        a,
        constant(ElementType.F32, 4, 1, 1, 4));
    assertThat(names(y)).containsExactly("CONV_2D");
  }

  @Test
  void aConvolutionWithOneInputPerChannelIsDepthwise() {
    int y = convolution(x, constant(ElementType.F32, 4, 3, 3, 1), Padding.SAME);
    assertThat(kernels(y).get(0).convolution().orElseThrow().depthwise()).isTrue();
  }

  @Test
  void aNormalisationOverChannelsIsOneKernel() {
    assertThat(names(normalization(0))).containsExactly("MEAN+SUB+SQUARE+MEAN+ADD+RSQRT+MUL");
    assertThat(kernels(normalization(0)).get(0).linkedElements()).isZero();
  }

  @Test
  void aNormalisationWhoseMeanIsReadElsewhereIsNot() {
    assertThat(names(normalization(1))).hasSizeGreaterThan(1);
  }

  /**
   * @param others further readers of the mean
   */
  private int normalization(int others) {
    ops.clear();
    Integer[] one = {1, 8, 8, 1};
    int axis = add(LiteTensor.constant("axis", Tensor.longs(new long[] {1}, 3)));
    Options reducer = new Options.Reducer(true);
    int mean = op(Builtin.MEAN, reducer, one, x, axis);
    int difference = op(Builtin.SUB, new Options.Sub(Activation.NONE), IMAGE, x, mean);
    for (int i = 0; i < others; i++) {
      op(Builtin.ABS, new Options.None(), one, mean);
    }
    int square = op(Builtin.SQUARE, new Options.None(), IMAGE, difference);
    int variance = op(Builtin.MEAN, reducer, one, square, axis);
    int positive = op(Builtin.ADD, new Options.Add(Activation.NONE), one, variance, vector(1e-3));
    int factor = op(Builtin.RSQRT, new Options.None(), one, positive);
    return op(Builtin.MUL, new Options.Mul(Activation.NONE), IMAGE, difference, factor);
  }

  private int convolution(int in, Padding padding) {
    return convolution(in, constant(ElementType.F32, 4, 1, 1, 4), padding);
  }

  private int convolution(int in, int weights, Padding padding) {
    Options options = new Options.Conv2D(padding, 1, 1, 1, 1, Activation.NONE);
    return op(Builtin.CONV_2D, options, IMAGE, in, weights);
  }

  private int op(Builtin kind, Options options, Integer[] shape, int... inputs) {
    int result = value(ElementType.F32, shape);
    add(kind, options, result, inputs);
    return result;
  }

  private void add(Builtin kind, Options options, int result, int... inputs) {
    List<Integer> all = new ArrayList<>();
    for (int input : inputs) {
      all.add(input);
    }
    ops.add(new LiteOp(kind, "", 1, all, List.of(result), options, "node" + ops.size()));
  }

  private int value(ElementType element, Integer... shape) {
    return add(LiteTensor.value("t" + tensors.size(), element, List.of(shape)));
  }

  private int vector(double... values) {
    return add(
        LiteTensor.constant("c", Tensor.of(ElementType.F32, new long[] {values.length}, values)));
  }

  private int constant(ElementType element, long... shape) {
    return add(LiteTensor.constant("c", Tensor.filled(element, shape, 0)));
  }

  private int add(LiteTensor tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  private List<String> names(int output) {
    return kernels(output).stream().map(Kernel::operators).toList();
  }

  private List<Kernel> kernels(int output) {
    List<Port> inputs = List.of(new Port("x", x));
    List<Port> outputs = List.of(new Port("y", output));
    return FuseKernels.of(new LiteModel("m", tensors, ops, inputs, outputs, "", Map.of(), 0));
  }
}
