package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * The root of a sum of squares. For half precision values are divided by the largest one first, so
 * that no square is above 1.
 *
 * <pre>
 * %y = reduce_l2(%x) {axes}  |  %y = sqrt(reduce_sum(%x %x) {axes})
 * </pre>
 */
public final class DecomposeReduceL2 implements Rule<ReduceL2> {
  /** Far above what half precision holds with all its digits. */
  private static final double LEAST = 0x1p-10;

  private final boolean scaled;

  public DecomposeReduceL2(boolean scaled) {
    this.scaled = scaled;
  }

  @Override
  public Class<ReduceL2> root() {
    return ReduceL2.class;
  }

  @Override
  public Outcome apply(Match match, ReduceL2 op) {
    String x = match.operand(0);
    if (!scaled) {
      return match.replace(new Sqrt(), sum(match, op, x));
    }
    String small = match.node("small", new Div(), x, OwnSize.of(match, x, op.axes(), LEAST));
    String length = match.node("length", new Sqrt(), sum(match, op, small));
    ReduceMax largest = new ReduceMax(op.axes(), op.keepDims());
    return match.replace(new Mul(), length, OwnSize.of(match, x, largest, LEAST));
  }

  private static String sum(Match match, ReduceL2 op, String x) {
    String squares = match.node("squares", new Mul(), x, x);
    return match.node("sum", new ReduceSum(op.axes(), op.keepDims()), squares);
  }
}
