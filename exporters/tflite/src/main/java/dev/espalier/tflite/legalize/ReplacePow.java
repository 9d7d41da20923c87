package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Squares and roots.
 *
 * <pre>
 * %y = pow(%x, 2)  |  %y = mul(%x, %x)
 * %y = pow(%x, 0.5)  |  %y = sqrt(%x)
 * </pre>
 *
 * Not for other or computed exponents.
 */
public final class ReplacePow implements Rule<Pow> {
  @Override
  public Class<Pow> root() {
    return Pow.class;
  }

  @Override
  public Outcome apply(Match match, Pow op) {
    Optional<Tensor> exponent = match.constant(1).filter(tensor -> tensor.size() == 1);
    boolean keeps = exponent.isPresent() && exponent.get().rank() <= match.type(0).rank();
    if (keeps && exponent.get().scalar() == 2) {
      return match.replace(new Mul(), match.operand(0), match.operand(0));
    }
    if (keeps && exponent.get().scalar() == 0.5 && match.type(0).element().isFloat()) {
      return match.replace(new Sqrt(), match.operand(0));
    }
    return match.refuse("the exponent is neither 2 nor 1/2");
  }
}
