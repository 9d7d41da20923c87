package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Expand;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Two expands are one, to the shape that comes out.
 *
 * <pre>
 * %e = expand(%a) {shape=[1,8,1]}
 * %y = expand(%e) {shape=[2,1,4]}  |  %y = expand(%a) {shape=[2,8,4]}
 * </pre>
 */
public final class MergeExpands implements Rule<Expand> {
  @Override
  public Class<Expand> root() {
    return Expand.class;
  }

  @Override
  public Outcome apply(Match match, Expand op) {
    Optional<Node> inner = match.producer(0, Expand.class);
    if (inner.isEmpty()) {
      return match.refuse("%%%s is not made by an expand", match.operand(0));
    }
    Expand both = new Expand(match.graph().type(match.node().result()).dims());
    return match.replace(both, inner.get().input());
  }
}
