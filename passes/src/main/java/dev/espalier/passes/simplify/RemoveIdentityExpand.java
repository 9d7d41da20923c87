package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Expand;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops an expand that repeats nothing.
 *
 * <pre>
 * %e = expand(%a) {shape=[1,8]}  // %a: f32[N,8]
 * %y = relu(%e)                   |  %y = relu(%a)
 * </pre>
 *
 * Stays if the dims are not provably equal.
 */
public final class RemoveIdentityExpand implements Rule<Expand> {
  @Override
  public Class<Expand> root() {
    return Expand.class;
  }

  @Override
  public Outcome apply(Match match, Expand op) {
    return Forward.ifSameType(match, match.operand(0));
  }
}
