package dev.espalier.ir.run;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import java.util.Arrays;
import java.util.List;

/** Convolution and its transpose, over any number of spatial axes. */
final class Convolutions {
  private Convolutions() {}

  static Tensor conv(Conv op, Call call) {
    int[] x = call.shape(0);
    int[] weight = call.shape(1);
    int[] y = call.resultShape();
    List<Windows.Tap> taps = windows(x, y, weight, op.strides(), op.dilations(), op.pads()).taps();
    double[] from = call.doubles(0);
    double[] w = call.doubles(1);
    double[] out = biased(call, y);
    int perGroup = weight[0] / (int) op.groups();
    int fromPlane = plane(x);
    int toPlane = plane(y);
    for (int n = 0; n < x[0]; n++) {
      for (int o = 0; o < weight[0]; o++) {
        int firstChannel = n * x[1] + o / perGroup * weight[1];
        int at = o * weight[1] * taps.size();
        for (int c = 0; c < weight[1]; c++) {
          for (Windows.Tap tap : taps) {
            int source = (firstChannel + c) * fromPlane;
            tap.gather(w[at++], from, source, out, (n * weight[0] + o) * toPlane);
          }
        }
      }
    }
    return call.give(out);
  }

  static Tensor transpose(ConvTranspose op, Call call) {
    int[] x = call.shape(0);
    int[] weight = call.shape(1);
    int[] y = call.resultShape();
    List<Windows.Tap> taps = windows(y, x, weight, op.strides(), op.dilations(), op.pads()).taps();
    double[] from = call.doubles(0);
    double[] w = call.doubles(1);
    double[] out = biased(call, y);
    int perGroup = x[1] / (int) op.groups();
    int fromPlane = plane(x);
    int toPlane = plane(y);
    for (int n = 0; n < x[0]; n++) {
      for (int c = 0; c < x[1]; c++) {
        int firstChannel = n * y[1] + c / perGroup * weight[1];
        int at = c * weight[1] * taps.size();
        for (int o = 0; o < weight[1]; o++) {
          for (Windows.Tap tap : taps) {
            int target = (firstChannel + o) * toPlane;
            tap.scatter(w[at++], from, (n * x[1] + c) * fromPlane, out, target);
          }
        }
      }
    }
    return call.give(out);
  }

  private static Windows windows(
      int[] large,
      int[] small,
      int[] weight,
      List<Long> strides,
      List<Long> dilations,
      List<Long> pads) {
    return Windows.over(
        spatial(large),
        spatial(small),
        spatial(weight),
        Call.ints(strides),
        Call.ints(dilations),
        Call.ints(pads.subList(0, strides.size())));
  }

  private static double[] biased(Call call, int[] y) {
    double[] out = new double[Windows.size(y)];
    if (call.has(2)) {
      double[] bias = call.doubles(2);
      int plane = plane(y);
      for (int i = 0; i < y[0] * y[1]; i++) {
        Arrays.fill(out, i * plane, (i + 1) * plane, bias[i % y[1]]);
      }
    }
    return out;
  }

  /** The dims after batch and channels. */
  static int[] spatial(int[] shape) {
    return Arrays.copyOfRange(shape, 2, shape.length);
  }

  /** The elements of one channel of one sample. */
  static int plane(int[] shape) {
    return Call.product(shape, 2, shape.length);
  }
}
