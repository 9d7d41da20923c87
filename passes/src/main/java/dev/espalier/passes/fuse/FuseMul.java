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
 * %w} is shared or not constant, {@code %b} is not constant, or {@code %y} has another reader or is
 * an output.
 */
public final class FuseMul implements Rule<Elementwise> {
  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    if (!(op instanceof Mul || op instanceof Div)) {
      return match.refuse("not a multiplication or division");
    }
    Optional<Integer> variable = Absorb.variable(match);
    if (variable.isEmpty() || op instanceof Div && variable.get() == 1) {
      return match.refuse("no constant factor");
    }
    return Absorb.constant(
        match,
        variable.get(),
        op instanceof Mul ? Affine::scaling : divisors -> Affine.scaling(inverse(divisors)));
  }

  private static double[] inverse(double... divisors) {
    return Arrays.stream(divisors).map(d -> 1 / d).toArray();
  }
}
