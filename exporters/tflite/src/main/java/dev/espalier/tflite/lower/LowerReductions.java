package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.LogSoftmax;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.ReduceMin;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Softmax;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.stream.IntStream;

/** Operators that combine the elements along axes. */
final class LowerReductions {
  private LowerReductions() {}

  static void cases(OpSwitch.Builder<Site, Void> on) {
    on.on(ReduceMean.class, (op, site) -> reduce(Builtin.MEAN, op, site));
    on.on(ReduceSum.class, (op, site) -> reduce(Builtin.SUM, op, site));
    on.on(ReduceMax.class, (op, site) -> reduce(Builtin.REDUCE_MAX, op, site));
    on.on(ReduceMin.class, (op, site) -> reduce(Builtin.REDUCE_MIN, op, site));
    on.on(ReduceProd.class, (op, site) -> reduce(Builtin.REDUCE_PROD, op, site));
    on.on(Softmax.class, (op, site) -> softmax(Builtin.SOFTMAX, new Options.Softmax(1), site));
    on.on(LogSoftmax.class, (op, site) -> softmax(Builtin.LOG_SOFTMAX, new Options.None(), site));
    on.on(ArgMax.class, LowerReductions::argMax);
  }

  private static Void reduce(Builtin kind, Reduction op, Site site) {
    long[] axes =
        op.axes().stream().mapToLong(a -> site.order(0).position(a.intValue())).sorted().toArray();
    site.result(
        kind,
        new Options.Reducer(op.keepDims()),
        site.operand(0),
        site.constant("axes", Integers.vector(axes)));
    return null;
  }

  /** Along the last axis; operators with more than four axes get two. */
  private static Void softmax(Builtin kind, Options options, Site site) {
    int x = site.operand(0);
    long[] shape = site.stored(x);
    if (shape.length <= 4) {
      site.result(kind, options, x);
      return null;
    }
    long last = shape[shape.length - 1];
    int flat = site.reshape(x, Shapes.size(shape) / last, last);
    site.forward(site.reshape(site.like(kind, options, flat), shape));
    return null;
  }

  private static Void argMax(ArgMax op, Site site) {
    int axis = site.order(0).position((int) op.axis());
    int x = site.operand(0);
    int along = site.constant("axis", Integers.scalar(axis));
    Options options = new Options.ArgMax(ElementType.I32);
    if (!op.keepDims()) {
      site.result(Builtin.ARG_MAX, options, x, along);
      return null;
    }
    long[] shape = site.stored(x);
    long[] left =
        IntStream.range(0, shape.length).filter(i -> i != axis).mapToLong(i -> shape[i]).toArray();
    int classes = site.step(Builtin.ARG_MAX, options, ElementType.I32, left, x, along);
    shape[axis] = 1;
    site.forward(site.reshape(classes, shape));
    return null;
  }
}
