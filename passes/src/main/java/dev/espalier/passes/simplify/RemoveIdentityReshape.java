package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a reshape, flatten, squeeze or unsqueeze to the shape a value already has.
 *
 * <pre>
 * %r = reshape(%a) {shape=[N,8]}  // %a: f32[N,8]
 * %y = relu(%r)                    |  %y = relu(%a)
 * </pre>
 *
 * Stays if the dims are not provably equal.
 */
public final class RemoveIdentityReshape implements Rule<Reshape> {
  @Override
  public Class<Reshape> root() {
    return Reshape.class;
  }

  @Override
  public Outcome apply(Match match, Reshape op) {
    return Forward.ifSameType(match, match.operand(0));
  }
}
