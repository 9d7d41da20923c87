package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Concat;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * Drops operands of a concatenation that have no elements along its axis.
 *
 * <pre>
 * %y = concat(%a, %e, %b) {axis=1}  // %e: f32[N,0]
 *    |  %y = concat(%a, %b) {axis=1}
 * </pre>
 *
 * If all operands are empty, the first one stays.
 */
public final class RemoveEmptyConcatOperands implements Rule<Concat> {
  @Override
  public Class<Concat> root() {
    return Concat.class;
  }

  @Override
  public Outcome apply(Match match, Concat op) {
    List<String> operands = match.node().operands();
    List<String> full = operands.stream().filter(o -> !isEmpty(match, o, op)).toList();
    List<String> left = full.isEmpty() ? operands.subList(0, 1) : full;
    if (left.size() == operands.size()) {
      return match.refuse("no operand of %%%s is empty", match.node().result());
    }
    return match.replace(op, left);
  }

  private static boolean isEmpty(Match match, String operand, Concat op) {
    return match.graph().type(operand).dim((int) op.axis()).is(0);
  }
}
