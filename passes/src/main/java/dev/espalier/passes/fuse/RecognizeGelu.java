package dev.espalier.passes.fuse;

import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Erf;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Tanh;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * GELU (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016) in its exact form and its
 * approximation by tanh, in any order of operands and factors.
 *
 * <pre>
 *   %d = div(%x, 1.4142135)  |  %y = gelu(%x)
 *   %e = erf(%d)             |
 *   %o = add(%e, 1)          |
 *   %m = mul(%x, %o)         |
 *   %y = mul(%m, 0.5)        |
 *
 *   x / 2 * (1 + tanh(0.7978845 * (x + 0.044715 * x^3)))  |  %y = gelu(%x) {tanh=true}
 * </pre>
 *
 * <p>Must not happen when a constant differs by more than a millionth or has several elements, or
 * the occurrences of {@code %x} are different values.
 */
public final class RecognizeGelu implements Rule<Elementwise> {
  private static final double SQRT_2_BY_PI = Math.sqrt(2 / Math.PI);

  private static final List<Formula> FORMULAS =
      List.of(
          new Formula(
              new Erf(),
              Polynomial.inX(0, Math.sqrt(0.5)),
              Polynomial.inBoth(0, 0.5, 0, 0.5),
              new Gelu(false)),
          new Formula(
              new Tanh(),
              Polynomial.inX(0, SQRT_2_BY_PI, 0, 0.044715 * SQRT_2_BY_PI),
              Polynomial.inBoth(0, 0.5, 0, 0.5),
              new Gelu(true)));

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
    return Formula.replace(match, FORMULAS);
  }
}
