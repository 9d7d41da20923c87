package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * A limited line is a limit at 0 and 6, which TFLite applies within another operator.
 *
 * <pre>
 * %y = hard_sigmoid(%x) {alpha, beta}  |  %a = mul(%x, 6 alpha)
 *                                      |  %b = add(%a, 6 beta)
 *                                      |  %c = clip(%b) {min=0, max=6}
 *                                      |  %y = mul(%c, 1/6)
 * </pre>
 */
public final class DecomposeHardSigmoid implements Rule<HardSigmoid> {
  @Override
  public Class<HardSigmoid> root() {
    return HardSigmoid.class;
  }

  @Override
  public Outcome apply(Match match, HardSigmoid op) {
    boolean unit = (float) (6 * op.alpha()) == 1;
    String x = match.operand(0);
    String steep = unit ? x : match.node("scaled", new Mul(), x, Numbers.of(match, 6 * op.alpha()));
    String moved = match.node("moved", new Add(), steep, Numbers.of(match, 6 * op.beta()));
    String limited = match.node("limited", new Clip(0, 6), moved);
    return match.replace(new Mul(), limited, Numbers.of(match, 1 / 6.0));
  }
}
