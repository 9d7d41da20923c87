package dev.espalier.ir.run;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Resize;

/** Resizing, one axis after the other. */
final class Interpolation {
  private Interpolation() {}

  static Tensor resize(Resize op, Call call) {
    if (op.mode() == Resize.Mode.NEAREST) {
      return nearest(op, call);
    }
    double[] values = call.doubles(0);
    int[] shape = call.shape(0);
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      int length = call.resultShape()[axis];
      values = resize(values, shape, axis, ResizeAxis.of(op, k, shape[axis], length));
      shape[axis] = length;
    }
    return call.give(values);
  }

  private static Tensor nearest(Resize op, Call call) {
    int[] shape = call.shape(0);
    int[] strides = Positions.strides(shape);
    int[][] axes = Positions.axes(shape);
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      ResizeAxis along = ResizeAxis.of(op, k, shape[axis], call.resultShape()[axis]);
      axes[axis] =
          along.samples().stream().mapToInt(s -> s.positions()[0] * strides[axis]).toArray();
    }
    return Moves.take(call.operand(0), Positions.of(axes), call.result(), 0);
  }

  private static double[] resize(double[] x, int[] shape, int axis, ResizeAxis along) {
    int outer = Call.product(shape, 0, axis);
    int inner = Call.product(shape, axis + 1, shape.length);
    int length = along.samples().size();
    double[] out = new double[outer * length * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < length; i++) {
        int to = (o * length + i) * inner;
        ResizeAxis.Sample sample = along.samples().get(i);
        for (int t = 0; t < sample.positions().length; t++) {
          int from = (o * shape[axis] + sample.positions()[t]) * inner;
          double weight = sample.weights()[t];
          for (int j = 0; j < inner; j++) {
            out[to + j] += weight * x[from + j];
          }
        }
      }
    }
    return out;
  }
}
