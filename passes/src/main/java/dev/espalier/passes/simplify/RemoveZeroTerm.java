package dev.espalier.passes.simplify;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a term of a sum that is multiplied by zero: the branches a one-hot sum does not choose.
 *
 * <pre>
 * %m = mul(%b, f32[]=0)
 * %s = add(%a, %m)
 * %y = relu(%s)          |  %y = relu(%a)
 * </pre>
 *
 * Exact where all values are finite. Stays if the term broadcasts the others to a larger shape, or
 * if numbers without a sign are subtracted from zero.
 */
public final class RemoveZeroTerm implements Rule<Elementwise> {
  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public boolean startsFrom(Elementwise op) {
    return op instanceof Add || op instanceof Sub;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    if (Zeros.isZero(match.graph(), match.operand(1))) {
      return Forward.ifSameType(match, match.operand(0));
    }
    if (!Zeros.isZero(match.graph(), match.operand(0))) {
      return match.refuse("no term of %%%s is zero", match.node().result());
    }
    if (op instanceof Add) {
      return Forward.ifSameType(match, match.operand(1));
    }
    return negated(match);
  }

  private static Outcome negated(Match match) {
    TensorType type = match.type(1);
    if (!type.equals(match.graph().type(match.node().result()))) {
      return match.refuse("%%%s is broadcast", match.operand(1));
    }
    return type.element().isSigned()
        ? match.replace(new Neg(), match.operand(1))
        : match.refuse("%%%s is %s, which has no negation", match.operand(1), type);
  }
}
