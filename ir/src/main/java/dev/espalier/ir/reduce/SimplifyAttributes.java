package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.text.Fragments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gives an attribute the value that it has where the textual form leaves it out. */
record SimplifyAttributes() implements Step {
  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    List<Supplier<Graph>> candidates = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!(node.op() instanceof Opaque)) {
        Fragments.plainer(node.op())
            .forEach(op -> candidates.add(() -> with(graph, node, op.get())));
      }
    }
    return candidates;
  }

  private static Graph with(Graph graph, Node changed, Op op) {
    Draft draft = new Draft(graph);
    graph.nodes().forEach(node -> draft.add(node.equals(changed) ? node.withOp(op) : node));
    return draft.build(graph.outputs());
  }
}
