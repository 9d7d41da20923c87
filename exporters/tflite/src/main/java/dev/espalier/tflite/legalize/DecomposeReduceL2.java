package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 *
 *
 * <pre>
 * %y = reduce_l2(%x) {axes}  |  %y = sqrt(reduce_sum(%x %x) {axes})
 * </pre>
 */
public final class DecomposeReduceL2 implements Rule<ReduceL2> {
  @Override
  public Class<ReduceL2> root() {
    return ReduceL2.class;
  }

  @Override
  public Outcome apply(Match match, ReduceL2 op) {
    String x = match.operand(0);
    String squares = match.node("squares", new Mul(), x, x);
    String sum = match.node("sum", new ReduceSum(op.axes(), op.keepDims()), squares);
    return match.replace(new Sqrt(), sum);
  }
}
