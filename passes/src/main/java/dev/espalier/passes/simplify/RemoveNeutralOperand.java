package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.And;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Or;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drops x + 0, 0 + x, x - 0, x 1, 1 x, x / 1, x^1, a PRelu of slope 1, and logical operators with a
 * constant that changes nothing.
 *
 * <pre>
 * %m = mul(%a, f32[]=1)
 * %y = relu(%m)          |  %y = relu(%a)
 * </pre>
 *
 * Stays if the constant broadcasts x to a larger shape. A sum that turns -0 into 0 counts as equal.
 */
public final class RemoveNeutralOperand implements Rule<Elementwise> {
  private static final Map<Class<? extends Elementwise>, Double> NEUTRAL =
      Map.of(
          Add.class,
          0.0,
          Sub.class,
          0.0,
          Mul.class,
          1.0,
          Div.class,
          1.0,
          Pow.class,
          1.0,
          PRelu.class,
          1.0,
          And.class,
          1.0,
          Or.class,
          0.0);

  private static final List<Class<? extends Elementwise>> COMMUTATIVE =
      List.of(Add.class, Mul.class, And.class, Or.class);

  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    Optional<Double> neutral = Optional.ofNullable(NEUTRAL.get(op.getClass()));
    if (neutral.isPresent() && isUniform(match, 1, neutral.get())) {
      return Forward.ifSameType(match, match.operand(0));
    }
    if (COMMUTATIVE.contains(op.getClass()) && isUniform(match, 0, neutral.orElseThrow())) {
      return Forward.ifSameType(match, match.operand(1));
    }
    return match.refuse("no operand of %%%s is a neutral constant", match.node().result());
  }

  private static boolean isUniform(Match match, int operand, double value) {
    return match.constant(operand).filter(c -> Uniform.is(c, value)).isPresent();
  }
}
