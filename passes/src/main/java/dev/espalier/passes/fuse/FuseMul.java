package dev.espalier.passes.fuse;

import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;
import java.util.Optional;

/**
 * A constant factor or divisor per channel goes into the weights in front of it.
 *
 * <pre>
 *   %y = conv(%x, %w, %b)  |  %z = conv(%x, %w * c, %b * c)
 *   %z = mul(%y, c)        |
 * </pre>
 *
 * <p>Must not happen when c is not one number per channel or broadcasts the result larger, {@code
 * %w} is shared or not constant or its type does not hold the products, {@code %b} is not constant,
 * or {@code %y} has another reader or is an output.
 */
public final class FuseMul implements Rule<Elementwise> {
  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public boolean startsFrom(Elementwise op) {
    return op instanceof Mul || op instanceof Div;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    Optional<Integer> variable = Absorb.variable(match);
    if (variable.isEmpty() || op instanceof Div && variable.get() == 1) {
      return match.refuse("%%%s has no constant factor", match.node().result());
    }
    return Absorb.constant(
        match,
        variable.get(),
        op instanceof Div ? c -> Affine.scaling(inverse(c)) : Affine::scaling);
  }

  private static double[] inverse(double... divisors) {
    return Arrays.stream(divisors).map(d -> 1 / d).toArray();
  }
}
