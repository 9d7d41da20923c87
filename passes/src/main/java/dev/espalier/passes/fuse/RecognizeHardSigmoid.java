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
 *
 * @param <O> the last operator of the formula
 */
public final class RecognizeHardSigmoid<O extends Elementwise> implements Rule<O> {
  private final Class<O> root;

  private RecognizeHardSigmoid(Class<O> root) {
    this.root = root;
  }

  /** The rule for each operator it starts from. */
  public static List<Rule<?>> all() {
    return List.of(new RecognizeHardSigmoid<>(Mul.class), new RecognizeHardSigmoid<>(Div.class));
  }

  private static final List<Formula> FORMULAS =
      List.of(
          new Formula(
              new Clip(0, 6),
              Polynomial.inX(3, 1),
              Polynomial.inBoth(1 / 6.0, 0, 0, 0),
              new HardSigmoid(1 / 6.0, 0.5)));

  @Override
  public Class<O> root() {
    return root;
  }

  @Override
  public Outcome apply(Match match, O op) {
    return Formula.replace(match, FORMULAS);
  }
}
