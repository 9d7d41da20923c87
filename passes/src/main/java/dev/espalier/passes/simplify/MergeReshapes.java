package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Of two reshapes (also flatten, squeeze, unsqueeze) only the last counts.
 *
 * <pre>
 * %r = reshape(%a) {shape=[N,2,4]}
 * %y = reshape(%r) {shape=[N,4,2]}  |  %y = reshape(%a) {shape=[N,4,2]}
 * </pre>
 */
public final class MergeReshapes implements Rule<Reshape> {
  @Override
  public Class<Reshape> root() {
    return Reshape.class;
  }

  @Override
  public Outcome apply(Match match, Reshape op) {
    Optional<Node> inner = match.producer(0, Reshape.class);
    return inner.isEmpty()
        ? match.refuse("%%%s is not made by a reshape", match.operand(0))
        : match.replace(op, inner.get().input());
  }
}
