package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Concat;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a concatenation of one operand.
 *
 * <pre>
 * %c = concat(%a) {axis=1}
 * %y = relu(%c)             |  %y = relu(%a)
 * </pre>
 */
public final class RemoveSingleConcat implements Rule<Concat> {
  @Override
  public Class<Concat> root() {
    return Concat.class;
  }

  @Override
  public Outcome apply(Match match, Concat op) {
    int operands = match.node().operands().size();
    if (operands != 1) {
      return match.refuse("%%%s joins %d operands", match.node().result(), operands);
    }
    return match.forward(match.operand(0));
  }
}
