package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Split;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a split into one part.
 *
 * <pre>
 * %s = split(%a) {axis=1, sizes=[8]}
 * %y = relu(%s)                       |  %y = relu(%a)
 * </pre>
 */
public final class RemoveSingleSplit implements Rule<Split> {
  @Override
  public Class<Split> root() {
    return Split.class;
  }

  @Override
  public Outcome apply(Match match, Split op) {
    if (op.sizes().size() != 1) {
      return match.refuse("%%%s has %d parts", match.operand(0), op.sizes().size());
    }
    return Forward.ifSameType(match, match.operand(0));
  }
}
