package dev.espalier.passes.fuse;

import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * Hard swish (Howard et al., Searching for MobileNetV3, 2019, section 5.2) in the forms frameworks
 * export, in any order of operands and factors.
 *
 * <pre>
 *   %a = add(%x, 3)                  |  %y = hard_swish(%x)
 *   %c = clip(%a) {min=0, max=6}     |
 *   %m = mul(%x, %c)                 |
 *   %y = div(%m, 6)                  |
 *
 *   %c = hard_sigmoid(%x)            |  %y = hard_swish(%x)
 *        {alpha=1/6, beta=0.5}       |
 *   %y = mul(%x, %c)                 |
 * </pre>
 *
 * <p>Must not happen when a constant differs by more than a millionth or has several elements, or
 * the two occurrences of {@code %x} are different values.
 */
public final class RecognizeHardSwish implements Rule<Elementwise> {
  private static final List<Formula> FORMULAS =
      List.of(
          new Formula(
              new Clip(0, 6),
              Polynomial.inX(3, 1),
              Polynomial.inBoth(0, 1 / 6.0, 0, 0),
              new HardSwish()),
          new Formula(
              new HardSigmoid(1 / 6.0, 0.5),
              Polynomial.inX(0, 1),
              Polynomial.inBoth(0, 1, 0, 0),
              new HardSwish()));

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
