package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a slice that takes everything.
 *
 * <pre>
 * %s = slice(%a) {axes=[1], starts=[0], ends=[8], steps=[1]}  // %a: f32[N,8]
 * %y = relu(%s)                                                |  %y = relu(%a)
 * </pre>
 *
 * Stays if a step is negative (the axis is reversed) or the dims are not provably equal.
 */
public final class RemoveFullSlice implements Rule<Slice> {
  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    if (op.steps().stream().anyMatch(step -> step < 0)) {
      return match.refuse("%%%s reverses an axis", match.node().result());
    }
    return Forward.ifSameType(match, match.operand(0));
  }
}
