package dev.espalier.ir.run;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.MaxPool;
import java.util.Arrays;
import java.util.List;

/**
 * Pools. With {@code ceil} the last window may reach beyond the padding; what lies there is never
 * counted, as ONNX and PyTorch have it.
 */
final class Pooling {
  private Pooling() {}

  static Tensor max(MaxPool op, Call call) {
    int[] x = Convolutions.spatial(call.shape(0));
    int[] begins = begins(op.pads());
    Windows windows = windows(call, x, op.kernel(), op.strides(), op.dilations(), begins);
    double[] from = call.doubles(0);
    double[] out = new double[call.resultSize()];
    Arrays.fill(out, Double.NEGATIVE_INFINITY);
    int fromPlane = Windows.size(x);
    int toPlane = Convolutions.plane(call.resultShape());
    for (int channel = 0; channel * toPlane < out.length; channel++) {
      for (Windows.Tap tap : windows.taps()) {
        tap.raise(from, channel * fromPlane, out, channel * toPlane);
      }
    }
    return call.give(out);
  }

  static Tensor average(AveragePool op, Call call) {
    int[] x = Convolutions.spatial(call.shape(0));
    int[] begins = begins(op.pads());
    Windows windows = windows(call, x, op.kernel(), op.strides(), op.dilations(), begins);
    double[] counts = op.countIncludePad() ? countsWithPads(op, call, x) : counts(windows, x, call);
    double[] from = call.doubles(0);
    double[] out = new double[call.resultSize()];
    int fromPlane = Windows.size(x);
    int toPlane = counts.length;
    for (int channel = 0; channel * toPlane < out.length; channel++) {
      sum(windows, from, channel * fromPlane, out, channel * toPlane);
      for (int i = 0; i < toPlane; i++) {
        out[channel * toPlane + i] /= counts[i];
      }
    }
    return call.give(out);
  }

  /** How many elements of a plane each window covers. */
  private static double[] counts(Windows windows, int[] plane, Call call) {
    double[] ones = new double[Windows.size(plane)];
    Arrays.fill(ones, 1);
    double[] counts = new double[Convolutions.plane(call.resultShape())];
    sum(windows, ones, 0, counts, 0);
    return counts;
  }

  private static double[] countsWithPads(AveragePool op, Call call, int[] x) {
    int[] pads = Call.ints(op.pads());
    int[] padded = new int[x.length];
    Arrays.setAll(padded, i -> x[i] + pads[i] + pads[x.length + i]);
    int[] begins = new int[x.length];
    Windows windows = windows(call, padded, op.kernel(), op.strides(), op.dilations(), begins);
    return counts(windows, padded, call);
  }

  private static void sum(Windows windows, double[] from, int fromAt, double[] to, int toAt) {
    for (Windows.Tap tap : windows.taps()) {
      tap.gather(1, from, fromAt, to, toAt);
    }
  }

  private static Windows windows(
      Call call,
      int[] plane,
      List<Long> kernel,
      List<Long> strides,
      List<Long> dilations,
      int[] begins) {
    return Windows.over(
        plane,
        Convolutions.spatial(call.resultShape()),
        Call.ints(kernel),
        Call.ints(strides),
        Call.ints(dilations),
        begins);
  }

  private static int[] begins(List<Long> pads) {
    return Call.ints(pads.subList(0, pads.size() / 2));
  }
}
