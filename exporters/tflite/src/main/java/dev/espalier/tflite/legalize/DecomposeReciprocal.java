package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Reciprocal;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * TFLite has quotients, but no reciprocal.
 *
 * <pre>
 * %y = reciprocal(%x)  |  %y = div(1, %x)
 * </pre>
 */
public final class DecomposeReciprocal implements Rule<Reciprocal> {
  @Override
  public Class<Reciprocal> root() {
    return Reciprocal.class;
  }

  @Override
  public Outcome apply(Match match, Reciprocal op) {
    return match.replace(new Div(), Numbers.of(match, 1), match.operand(0));
  }
}
