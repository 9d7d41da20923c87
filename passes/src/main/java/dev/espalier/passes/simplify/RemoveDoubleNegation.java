package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Not;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Minus minus x, and not not x.
 *
 * <pre>
 * %n = neg(%a)
 * %m = neg(%n)
 * %y = relu(%m)  |  %y = relu(%a)
 * </pre>
 */
public final class RemoveDoubleNegation implements Rule<Pointwise> {
  @Override
  public Class<Pointwise> root() {
    return Pointwise.class;
  }

  @Override
  public Outcome apply(Match match, Pointwise op) {
    Optional<Node> inner = match.producer(0, op.getClass());
    boolean negates = op instanceof Neg || op instanceof Not;
    return negates && inner.isPresent()
        ? match.forward(inner.get().input())
        : match.refuse("%%%s does not negate twice", match.node().result());
  }
}
