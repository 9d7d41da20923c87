package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Where;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A where whose condition is the same constant everywhere.
 *
 * <pre>
 * %w = where(bool[]=1, %a, %b)
 * %y = relu(%w)                 |  %y = relu(%a)
 * </pre>
 *
 * Stays if the condition or the other operand broadcasts the chosen one to a larger shape.
 */
public final class RemoveConstantWhere implements Rule<Where> {
  @Override
  public Class<Where> root() {
    return Where.class;
  }

  @Override
  public Outcome apply(Match match, Where op) {
    Optional<OptionalDouble> condition = match.constant(0).map(Uniform::value);
    if (condition.isEmpty() || condition.get().isEmpty()) {
      return match.refuse("%%%s is not one constant", match.operand(0));
    }
    return Forward.ifSameType(match, match.operand(condition.get().getAsDouble() != 0 ? 1 : 2));
  }
}
