package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Ceil;
import dev.espalier.ir.op.Floor;
import dev.espalier.ir.op.Neg;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * GPUs round down only.
 *
 * <pre>
 * %y = ceil(%x)  |  %y = -floor(-%x)
 * </pre>
 */
public final class ReplaceCeil implements Rule<Ceil> {
  @Override
  public Class<Ceil> root() {
    return Ceil.class;
  }

  @Override
  public Outcome apply(Match match, Ceil op) {
    String floor = match.node("floor", new Floor(), match.node("neg", new Neg(), match.operand(0)));
    return match.replace(new Neg(), floor);
  }
}
