package dev.espalier.onnx;

import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Reduction;
import java.util.List;
import java.util.stream.LongStream;

/** Writes reductions; those over all spatial axes as the global pools they came from. */
final class WriteReductions {
  private WriteReductions() {}

  static void cases(OpSwitch.Builder<Site, Call> on) {
    on.on(Reduction.class, WriteReductions::reduction).on(ArgMax.class, WriteReductions::argMax);
  }

  private static Call reduction(Reduction op, Site site) {
    String kind = op.getClass().getSimpleName();
    if (op.axes().isEmpty()) {
      return site.call("Identity");
    }
    if (isGlobalPool(op, site)) {
      return site.call(op instanceof ReduceMean ? "GlobalAveragePool" : "GlobalMaxPool");
    }
    return reduce(kind, site.operand(0), op.axes(), op.keepDims(), site);
  }

  private static boolean isGlobalPool(Reduction op, Site site) {
    return (op instanceof ReduceMean || op instanceof ReduceMax)
        && op.keepDims()
        && site.rank() >= 3
        && site.element().isFloat()
        && op.axes().equals(LongStream.range(2, site.rank()).boxed().toList());
  }

  /** Axes are an operand from opset 13 on for sums, from 18 on for the others. */
  static Call reduce(String kind, String x, List<Long> axes, boolean keepDims, Site site) {
    boolean operand = site.opset() >= (kind.equals("ReduceSum") ? 13 : 18);
    Call call =
        operand ? Call.of(kind, x, site.longs("axes", axes)) : Call.of(kind, x).with("axes", axes);
    return call.with("keepdims", keepDims);
  }

  private static Call argMax(ArgMax op, Site site) {
    Call call = site.call("ArgMax").with("axis", op.axis()).with("keepdims", op.keepDims());
    if (op.selectLast()) {
      site.since(12);
      call.with("select_last_index", true);
    }
    return call;
  }
}
