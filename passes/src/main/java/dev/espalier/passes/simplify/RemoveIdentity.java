package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Identity;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a node that does nothing.
 *
 * <pre>
 * %i = identity(%a)
 * %y = relu(%i)        |  %y = relu(%a)
 * </pre>
 *
 * Stays where an output of the graph is an input, a constant or another output: these need a node
 * between them.
 */
public final class RemoveIdentity implements Rule<Identity> {
  @Override
  public Class<Identity> root() {
    return Identity.class;
  }

  @Override
  public Outcome apply(Match match, Identity op) {
    Graph graph = match.graph();
    String from = match.operand(0);
    String to = match.node().result();
    if (graph.isOutput(to) && (graph.producer(from).isEmpty() || graph.isOutput(from))) {
      return match.refuse("%%%s is an output and needs a node between it and %%%s", to, from);
    }
    return match.forward(from);
  }
}
