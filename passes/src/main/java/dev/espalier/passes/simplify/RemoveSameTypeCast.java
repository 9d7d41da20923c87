package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Cast;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a cast to the type a value already has.
 *
 * <pre>
 * %c = cast(%a) {to=f32}    // %a: f32
 * %y = relu(%c)              |  %y = relu(%a)
 * </pre>
 */
public final class RemoveSameTypeCast implements Rule<Cast> {
  @Override
  public Class<Cast> root() {
    return Cast.class;
  }

  @Override
  public Outcome apply(Match match, Cast op) {
    return Forward.ifSameType(match, match.operand(0));
  }
}
