package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Limits for which old runtimes have no operator of their own.
 *
 * <pre>
 * %y = clip(%x) {min=0, max=1}  |  %y = min(max(%x, 0), 1)
 * </pre>
 *
 * Not for other limits, nor for integers.
 */
public final class ReplaceUnitClip implements Rule<Clip> {
  @Override
  public Class<Clip> root() {
    return Clip.class;
  }

  @Override
  public Outcome apply(Match match, Clip op) {
    boolean unit = op.min() == 0 && op.max() == 1;
    if (!unit || !match.type(0).element().isFloat()) {
      return match.refuse("the limits of %%%s are not 0.0 and 1.0", match.node().result());
    }
    String above = match.node("above", new Max(), match.operand(0), Numbers.of(match, 0));
    return match.replace(new Min(), above, Numbers.of(match, 1));
  }
}
