package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Pad;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops padding by nothing, whatever its mode.
 *
 * <pre>
 * %p = pad(%a) {pads=[0,0,0,0,0,0,0,0]}
 * %y = relu(%p)                          |  %y = relu(%a)
 * </pre>
 *
 * Stays if any pad is not 0: a shift (pads 1 and -1) keeps the shape but not the elements.
 */
public final class RemoveZeroPad implements Rule<Pad> {
  @Override
  public Class<Pad> root() {
    return Pad.class;
  }

  @Override
  public Outcome apply(Match match, Pad op) {
    if (op.pads().stream().anyMatch(p -> p != 0)) {
      return match.refuse("%%%s is padded by %s", match.operand(0), op.pads());
    }
    return match.forward(match.operand(0));
  }
}
