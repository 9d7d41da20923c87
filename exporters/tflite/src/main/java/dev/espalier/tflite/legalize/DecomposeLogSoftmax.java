package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.Log;
import dev.espalier.ir.op.LogSoftmax;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * GPUs have no operator for this.
 *
 * <pre>
 * %y = log_softmax(%x) {axis}  |  %d = %x - reduce_max(%x) {axis}
 *                              |  %y = %d - log(reduce_sum(exp(%d)) {axis})
 * </pre>
 */
public final class DecomposeLogSoftmax implements Rule<LogSoftmax> {
  @Override
  public Class<LogSoftmax> root() {
    return LogSoftmax.class;
  }

  @Override
  public Outcome apply(Match match, LogSoftmax op) {
    String x = match.operand(0);
    List<Long> axes = List.of(op.axis());
    String most = match.node("most", new ReduceMax(axes, true), x);
    String below = match.node("below", new Sub(), x, most);
    String power = match.node("exp", new Exp(), below);
    String sum = match.node("sum", new ReduceSum(axes, true), power);
    return match.replace(new Sub(), below, match.node("log", new Log(), sum));
  }
}
