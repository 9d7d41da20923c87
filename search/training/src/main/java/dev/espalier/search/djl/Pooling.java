package dev.espalier.search.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.MaxPool;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Pools. Those PyTorch has itself go there; windows of other forms are laid over an array that is
 * padded so that they fit exactly.
 */
final class Pooling {
  /** The windows of a pool over an input of some size. */
  private record Windows(
      List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> pads, boolean ceil) {
    /** Whether DJL passes such windows on: the same padding on both sides, no gaps. */
    boolean isNative() {
      int spatial = kernel.size();
      boolean fits = dilations.stream().allMatch(d -> d == 1);
      for (int i = 0; i < spatial; i++) {
        long pad = pads.get(i);
        fits &= pad == pads.get(spatial + i) && pad >= 0 && 2 * pad <= kernel.get(i);
      }
      return fits;
    }

    boolean isUnpadded() {
      return pads.stream().allMatch(pad -> pad == 0);
    }

    Shape begins() {
      return new Shape(pads.subList(0, kernel.size()));
    }

    /** x with exactly as much around it as the windows of the result cover. */
    PtNDArray fitted(PtNDArray x, long[] result, double value) {
      int spatial = kernel.size();
      long[] begins = new long[spatial];
      long[] ends = new long[spatial];
      for (int i = 0; i < spatial; i++) {
        long reach = (kernel.get(i) - 1) * dilations.get(i) + 1;
        long covered = (result[2 + i] - 1) * strides.get(i) + reach;
        begins[i] = pads.get(i);
        ends[i] = covered - begins[i] - x.getShape().get(2 + i);
      }
      return Padding.constant(x, begins, ends, value);
    }

    /** As {@link #fitted} with zeros, of ones, where the padding is ones too. */
    PtNDArray padded(PtNDArray ones, long[] result) {
      int spatial = kernel.size();
      long[] begins = Layouts.longs(pads.subList(0, spatial));
      long[] ends = Layouts.longs(pads.subList(spatial, 2 * spatial));
      PtNDArray larger = Padding.constant(ones, begins, ends, 1);
      List<Long> none = Collections.nCopies(2 * spatial, 0L);
      return new Windows(kernel, strides, dilations, none, ceil).fitted(larger, result, 0);
    }
  }

  private record Counts(Windows windows, boolean pads, Shape plane, DataType type) {}

  private Pooling() {}

  static PtNDArray max(MaxPool op, Call call) {
    Windows windows = new Windows(op.kernel(), op.strides(), op.dilations(), op.pads(), op.ceil());
    Shape kernel = new Shape(op.kernel());
    Shape strides = new Shape(op.strides());
    if (windows.isNative()) {
      return JniUtils.maxPool(call.x(), kernel, strides, windows.begins(), op.ceil());
    }
    PtNDArray fitted = windows.fitted(call.x(), call.resultShape(), Double.NEGATIVE_INFINITY);
    Shape none = new Shape(new long[op.kernel().size()]);
    return op.dilations().stream().allMatch(d -> d == 1)
        ? JniUtils.maxPool(fitted, kernel, strides, none, false)
        : greatest(windows, fitted, call);
  }

  /** The greatest of all positions in the window, each taken from the whole array at once. */
  private static PtNDArray greatest(Windows windows, PtNDArray x, Call call) {
    long[] kernel = Layouts.longs(windows.kernel());
    PtNDArray greatest = null;
    for (long tap = 0; tap < new Shape(kernel).size(); tap++) {
      PtNDArray taken = taken(windows, x, call, tap);
      greatest = greatest == null ? taken : JniUtils.max(greatest, taken);
    }
    return greatest;
  }

  /** What one position of the window meets at every stop. */
  private static PtNDArray taken(Windows windows, PtNDArray x, Call call, long tap) {
    long[] from = new long[x.getShape().dimension()];
    long[] to = x.getShape().getShape().clone();
    long[] by = new long[from.length];
    Arrays.fill(by, 1);
    long rest = tap;
    for (int i = windows.kernel().size() - 1; i >= 0; i--) {
      from[2 + i] = rest % windows.kernel().get(i) * windows.dilations().get(i);
      rest /= windows.kernel().get(i);
      by[2 + i] = windows.strides().get(i);
      to[2 + i] = from[2 + i] + (call.resultShape()[2 + i] - 1) * by[2 + i] + 1;
    }
    return JniUtils.index(x, from, to, by, call.manager());
  }

  /** DJL only passes on the mean in which padding counts. */
  static PtNDArray average(AveragePool op, Call call) {
    Windows windows = new Windows(op.kernel(), op.strides(), op.dilations(), op.pads(), op.ceil());
    PtNDArray summed = summed(windows, call.x(), call);
    boolean isMean = windows.isNative() && (op.countIncludePad() || windows.isUnpadded());
    return isMean ? summed : JniUtils.div(summed, counts(op, windows, call));
  }

  /** Sums of windows up to a factor that depends on the position only. */
  private static PtNDArray summed(Windows windows, PtNDArray x, Call call) {
    if (!windows.isNative()) {
      return sums(windows, windows.fitted(x, call.resultShape(), 0), call);
    }
    return JniUtils.avgPool(
        x,
        new Shape(windows.kernel()),
        new Shape(windows.strides()),
        windows.begins(),
        windows.ceil(),
        true);
  }

  /** A convolution of each channel with ones. */
  private static PtNDArray sums(Windows windows, PtNDArray x, Call call) {
    long channels = x.getShape().get(1);
    Shape ones = new Shape(channels, 1).addAll(new Shape(windows.kernel()));
    return JniUtils.convolution(
        x,
        call.constants().filled(1, call.type(), ones),
        null,
        new Shape(windows.strides()),
        new Shape(new long[windows.kernel().size()]),
        new Shape(windows.dilations()),
        Math.toIntExact(channels));
  }

  /** What becomes of ones where x is, and, if padding counts, around it. */
  private static PtNDArray counts(AveragePool op, Windows windows, Call call) {
    Shape plane = new Shape(1, 1).addAll(call.x().getShape().slice(2));
    return call.constants()
        .of(
            new Counts(windows, op.countIncludePad(), plane, call.type()),
            owner -> {
              PtNDArray ones = (PtNDArray) owner.ones(plane, call.type());
              return op.countIncludePad()
                  ? sums(windows, windows.padded(ones, call.resultShape()), call)
                  : summed(windows, ones, call);
            });
  }
}
