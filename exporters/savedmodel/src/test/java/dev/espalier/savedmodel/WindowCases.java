package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;

/** Convolutions and pools, with odd and even sizes. */
final class WindowCases {
  /** How a window goes over an image. */
  private record Steps(int kernel, int strideH, int strideW, int dilation, Padding padding) {
    static Steps of(int kernel, int stride, int dilation, Padding padding) {
      return new Steps(kernel, stride, stride, dilation, padding);
    }

    List<Integer> result(int height, int width, int channels) {
      return List.of(
          1,
          (int) padding.output(height, kernel, strideH, dilation),
          (int) padding.output(width, kernel, strideW, dilation),
          channels);
    }

    @Override
    public String toString() {
      return "%dx%d s%dx%d d%d %s".formatted(kernel, kernel, strideH, strideW, dilation, padding);
    }
  }

  private WindowCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Padding padding : Padding.values()) {
      cases.add(conv(Steps.of(3, 1, 1, padding), 12, 13, 4, 1, Activation.RELU));
      cases.add(conv(Steps.of(3, 2, 1, padding), 12, 13, 4, 1, Activation.RELU6));
      cases.add(conv(Steps.of(3, 1, 2, padding), 12, 13, 4, 1, Activation.NONE));
      cases.add(conv(Steps.of(3, 2, 1, padding), 12, 13, 4, 2, Activation.RELU));
      cases.add(depthwise(Steps.of(3, 1, 1, padding), 4, 1));
      cases.add(depthwise(Steps.of(3, 2, 1, padding), 4, 2));
      cases.add(depthwise(Steps.of(3, 1, 2, padding), 4, 1));
      cases.add(depthwise(new Steps(3, 2, 1, 1, padding), 4, 1));
      cases.add(depthwise(Steps.of(3, 2, 2, padding), 4, 1));
      cases.add(transposed(3, 2, padding, 10, 12, false));
      cases.add(transposed(2, 2, padding, 10, 12, true));
      cases.add(pool(Builtin.AVERAGE_POOL_2D, Steps.of(3, 2, 1, padding)));
      cases.add(pool(Builtin.MAX_POOL_2D, Steps.of(2, 2, 1, padding)));
    }
    cases.add(conv(Steps.of(1, 1, 1, Padding.VALID), 1, 1, 4, 1, Activation.RELU_N1_TO_1));
    cases.add(conv(Steps.of(5, 2, 1, Padding.SAME), 9, 8, 3, 1, Activation.NONE));
    return cases;
  }

  private static OperatorCase conv(
      Steps steps, int height, int width, int in, int groups, Activation activation) {
    return OperatorCase.of(
        "conv " + steps + " groups " + groups + " " + activation,
        to -> {
          int x = to.input("x", 1, height, width, in);
          Options options =
              new Options.Conv2D(
                  steps.padding(),
                  steps.strideW(),
                  steps.strideH(),
                  steps.dilation(),
                  steps.dilation(),
                  activation);
          int kernel = steps.kernel();
          int y =
              to.op(
                  Builtin.CONV_2D,
                  groups > 1 ? 6 : 1,
                  options,
                  ElementType.F32,
                  steps.result(height, width, 6),
                  x,
                  to.weights(6, kernel, kernel, in / groups),
                  to.weights(6));
          to.output("y", y);
        });
  }

  private static OperatorCase depthwise(Steps steps, int channels, int multiplier) {
    return OperatorCase.of(
        "depthwise " + steps + " multiplier " + multiplier,
        to -> {
          int x = to.input("x", 1, 12, 13, channels);
          Options options =
              new Options.DepthwiseConv2D(
                  steps.padding(),
                  steps.strideW(),
                  steps.strideH(),
                  steps.dilation(),
                  steps.dilation(),
                  multiplier,
                  Activation.RELU6);
          int out = channels * multiplier;
          int y =
              to.op(
                  Builtin.DEPTHWISE_CONV_2D,
                  steps.dilation() > 1 ? 2 : 1,
                  options,
                  ElementType.F32,
                  steps.result(12, 13, out),
                  x,
                  to.weights(1, steps.kernel(), steps.kernel(), out),
                  to.weights(out));
          to.output("y", y);
        });
  }

  private static OperatorCase transposed(
      int kernel, int stride, Padding padding, int height, int width, boolean bias) {
    return OperatorCase.of(
        "transposed conv %d s%d %s%s".formatted(kernel, stride, padding, bias ? " bias" : ""),
        to -> {
          int in = 3;
          int x =
              to.input(
                  "x",
                  1,
                  (int) padding.output(height, kernel, stride, 1),
                  (int) padding.output(width, kernel, stride, 1),
                  in);
          List<Integer> from =
              new ArrayList<>(
                  List.of(to.ints(1, height, width, 5), to.weights(5, kernel, kernel, in), x));
          if (bias) {
            from.add(to.weights(5));
          }
          int y =
              to.op(
                  Builtin.TRANSPOSE_CONV,
                  bias ? 3 : 1,
                  new Options.TransposeConv(padding, stride, stride, Activation.NONE),
                  ElementType.F32,
                  List.of(1, height, width, 5),
                  from.toArray(Integer[]::new));
          to.output("y", y);
        });
  }

  private static OperatorCase pool(Builtin kind, Steps steps) {
    return OperatorCase.of(
        kind + " " + steps,
        to -> {
          int x = to.input("x", 1, 11, 12, 3);
          Options options =
              new Options.Pool2D(
                  steps.padding(),
                  steps.strideW(),
                  steps.strideH(),
                  steps.kernel(),
                  steps.kernel(),
                  Activation.RELU);
          to.output("y", to.op(kind, options, steps.result(11, 12, 3), x));
        });
  }
}
