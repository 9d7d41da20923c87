package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.Log;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Softplus;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * {@code log(1 + exp(x))} without an overflow.
 *
 * <pre>
 * %y = softplus(%x)  |  %y = relu(%x) + log(1 + exp(-abs(%x)))
 * </pre>
 */
public final class DecomposeSoftplus implements Rule<Softplus> {
  @Override
  public Class<Softplus> root() {
    return Softplus.class;
  }

  @Override
  public Outcome apply(Match match, Softplus op) {
    String x = match.operand(0);
    String distance = match.node("distance", new Neg(), match.node("abs", new Abs(), x));
    String power = match.node("exp", new Exp(), distance);
    String sum = match.node("sum", new Add(), power, Numbers.of(match, 1));
    return match.replace(
        new Add(), match.node("relu", new Relu(), x), match.node("log", new Log(), sum));
  }
}
