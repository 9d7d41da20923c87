package dev.espalier.ir.run;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.Reduction;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Operators that combine the elements along some axes. */
final class Reductions {
  /**
   * @param starts the position of the first element of each run
   * @param offsets the other elements of a run, relative to the first
   */
  private record Runs(int[] starts, int[] offsets) {
    static Runs along(List<Long> axes, int[] shape) {
      int[][] outer = Positions.axes(shape);
      int[][] inner = Positions.axes(shape);
      for (int i = 0; i < shape.length; i++) {
        int[][] other = axes.contains((long) i) ? outer : inner;
        other[i] = new int[1];
      }
      return new Runs(Positions.of(outer), Positions.of(inner));
    }
  }

  private Reductions() {}

  /** Folds each run, in the order of its elements. */
  static Tensor fold(
      Reduction op,
      Call call,
      double identity,
      DoubleBinaryOperator fold,
      LongBinaryOperator foldIntegers) {
    Runs runs = Runs.along(op.axes(), call.shape(0));
    if (call.isExact(0)) {
      return call.give(folded(runs, call.operand(0).toLongs(), identity, foldIntegers));
    }
    return call.give(folded(runs, call.doubles(0), identity, fold));
  }

  static Tensor mean(Reduction op, Call call) {
    Runs runs = Runs.along(op.axes(), call.shape(0));
    double[] sums = folded(runs, call.doubles(0), 0, Double::sum);
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= runs.offsets().length;
    }
    return call.give(sums);
  }

  static Tensor norm(Reduction op, Call call) {
    Runs runs = Runs.along(op.axes(), call.shape(0));
    double[] sums = folded(runs, call.doubles(0), 0, (sum, x) -> sum + x * x);
    return call.give(Arrays.stream(sums).map(Math::sqrt).toArray());
  }

  private static double[] folded(
      Runs runs, double[] x, double identity, DoubleBinaryOperator fold) {
    double[] out = new double[runs.starts().length];
    for (int i = 0; i < out.length; i++) {
      double folded = identity;
      for (int offset : runs.offsets()) {
        folded = fold.applyAsDouble(folded, x[runs.starts()[i] + offset]);
      }
      out[i] = folded;
    }
    return out;
  }

  private static long[] folded(Runs runs, long[] x, double identity, LongBinaryOperator fold) {
    long[] out = new long[runs.starts().length];
    for (int i = 0; i < out.length; i++) {
      long folded = (long) identity;
      for (int offset : runs.offsets()) {
        folded = fold.applyAsLong(folded, x[runs.starts()[i] + offset]);
      }
      out[i] = folded;
    }
    return out;
  }

  static Tensor argMax(ArgMax op, Call call) {
    Runs runs = Runs.along(List.of(op.axis()), call.shape(0));
    double[] x = call.doubles(0);
    long[] out = new long[runs.starts().length];
    for (int i = 0; i < out.length; i++) {
      int best = 0;
      for (int j = 1; j < runs.offsets().length; j++) {
        double challenger = x[runs.starts()[i] + runs.offsets()[j]];
        double champion = x[runs.starts()[i] + runs.offsets()[best]];
        if (challenger > champion || op.selectLast() && challenger == champion) {
          best = j;
        }
      }
      out[i] = best;
    }
    return call.give(out);
  }

  /** exp(x - max) over its sum, or the logarithm of that. */
  static Tensor softmax(long axis, boolean logarithm, Call call) {
    Runs runs = Runs.along(List.of(axis), call.shape(0));
    double[] x = call.doubles(0);
    double[] greatest = folded(runs, x, Double.NEGATIVE_INFINITY, Math::max);
    for (int i = 0; i < greatest.length; i++) {
      double sum = 0;
      for (int offset : runs.offsets()) {
        sum += StrictMath.exp(x[runs.starts()[i] + offset] - greatest[i]);
      }
      for (int offset : runs.offsets()) {
        double shifted = x[runs.starts()[i] + offset] - greatest[i];
        x[runs.starts()[i] + offset] =
            logarithm ? shifted - StrictMath.log(sum) : StrictMath.exp(shifted) / sum;
      }
    }
    return call.give(x);
  }
}
