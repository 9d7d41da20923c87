package dev.espalier.passes.fuse;

import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * Hard sigmoid written as a clip.
 *
 * <pre>
 *   %a = add(%x, 3)               |  %y = hard_sigmoid(%x) {alpha=1/6, beta=0.5}
 *   %c = clip(%a) {min=0, max=6}  |
 *   %y = div(%c, 6)               |
 * </pre>
 *
 * <p>Must not happen when a constant differs by more than a millionth or has several elements.
 */
public final class RecognizeHardSigmoid implements Rule<Elementwise> {
  private static final List<Formula> FORMULAS =
      List.of(
          new Formula(
              new Clip(0, 6),
              Polynomial.inX(3, 1),
              Polynomial.inBoth(1 / 6.0, 0, 0, 0),
              new HardSigmoid(1 / 6.0, 0.5)));

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
