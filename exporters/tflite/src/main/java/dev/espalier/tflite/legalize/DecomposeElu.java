package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Elu;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * TFLite's ELU has no slope.
 *
 * <pre>
 * %y = elu(%x) {alpha}  |  %y = relu(%x) + alpha (exp(min(%x, 0)) - 1)
 * </pre>
 *
 * Not for {@code alpha = 1}.
 */
public final class DecomposeElu implements Rule<Elu> {
  @Override
  public Class<Elu> root() {
    return Elu.class;
  }

  @Override
  public Outcome apply(Match match, Elu op) {
    if (op.alpha() == 1) {
      return match.refuse("alpha is 1");
    }
    String x = match.operand(0);
    String below = match.node("below", new Min(), x, Numbers.of(match, 0));
    String power = match.node("exp", new Exp(), below);
    String rest = match.node("rest", new Sub(), power, Numbers.of(match, 1));
    String scaled = match.node("scaled", new Mul(), rest, Numbers.of(match, op.alpha()));
    return match.replace(new Add(), match.node("relu", new Relu(), x), scaled);
  }
}
