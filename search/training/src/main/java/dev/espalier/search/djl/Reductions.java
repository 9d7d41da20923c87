package dev.espalier.search.djl;

import static dev.espalier.search.djl.Kernels.one;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.ReduceMin;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Reduction;
import java.util.List;

/** Operators that combine the elements along some axes. */
final class Reductions {
  /** A reduction of one axis. */
  @FunctionalInterface
  private interface OneAxis {
    PtNDArray apply(PtNDArray x, long axis, boolean keepDims);
  }

  private Reductions() {}

  static void add(OpSwitch.Builder<Call, List<PtNDArray>> kernels) {
    kernels
        .on(ReduceSum.class, one(Reductions::sum))
        .on(ReduceMean.class, one(Reductions::mean))
        .on(ReduceMax.class, one((op, call) -> oneByOne(op, call, JniUtils::max)))
        .on(ReduceMin.class, one((op, call) -> oneByOne(op, call, JniUtils::min)))
        .on(ReduceProd.class, one((op, call) -> oneByOne(op, call, JniUtils::prod)))
        .on(ReduceL2.class, one(Reductions::norm));
  }

  private static PtNDArray sum(Reduction op, Call call) {
    return op.axes().isEmpty()
        ? call.x()
        : JniUtils.sum(call.x(), Layouts.longs(op.axes()), op.keepDims());
  }

  private static PtNDArray mean(Reduction op, Call call) {
    long[] shape = call.shape(0);
    long count =
        op.axes().stream().mapToLong(axis -> shape[axis.intValue()]).reduce(1, (a, b) -> a * b);
    return JniUtils.mul(sum(op, call), call.scalar(1.0 / count));
  }

  private static PtNDArray norm(Reduction op, Call call) {
    int[] axes = op.axes().stream().mapToInt(Long::intValue).toArray();
    return axes.length == 0
        ? JniUtils.abs(call.x())
        : JniUtils.norm(call.x(), 2, axes, op.keepDims());
  }

  /** From the last axis to the first, so that the axes left keep their positions. */
  private static PtNDArray oneByOne(Reduction op, Call call, OneAxis reduction) {
    PtNDArray reduced = call.x();
    for (int i = op.axes().size() - 1; i >= 0; i--) {
      reduced = reduction.apply(reduced, op.axes().get(i), op.keepDims());
    }
    return reduced;
  }

  /** The first of equal elements wins; the last one does in the reversed order. */
  static PtNDArray argMax(ArgMax op, Call call) {
    if (!op.selectLast()) {
      return JniUtils.argMax(call.x(), op.axis(), op.keepDims());
    }
    PtNDArray reversed = JniUtils.flip(call.x(), new long[] {op.axis()});
    PtNDArray fromEnd = JniUtils.argMax(reversed, op.axis(), op.keepDims());
    double last = call.shape(0)[(int) op.axis()] - 1.0;
    return JniUtils.sub(call.constants().scalar(last, fromEnd.getDataType()), fromEnd);
  }
}
