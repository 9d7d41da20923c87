package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Concat;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A concatenation of a concatenation along the same axis is one.
 *
 * <pre>
 * %c = concat(%a, %b) {axis=1}
 * %y = concat(%c, %d) {axis=1}  |  %y = concat(%a, %b, %d) {axis=1}
 * </pre>
 *
 * Not if the inner one is read by others too, or joins another axis.
 */
public final class MergeConcats implements Rule<Concat> {
  @Override
  public Class<Concat> root() {
    return Concat.class;
  }

  @Override
  public Outcome apply(Match match, Concat op) {
    List<String> operands = new ArrayList<>();
    for (String operand : match.node().operands()) {
      Optional<Node> inner = inner(match.graph(), operand, op);
      inner.ifPresentOrElse(n -> operands.addAll(n.operands()), () -> operands.add(operand));
    }
    return operands.equals(match.node().operands())
        ? match.refuse(
            "no operand of %%%s is a concatenation it can take in", match.node().result())
        : match.replace(op, operands);
  }

  private static Optional<Node> inner(Graph graph, String operand, Concat outer) {
    return graph.producer(operand).filter(n -> n.op().equals(outer) && graph.isReadOnce(operand));
  }
}
