package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Arity;
import dev.espalier.ir.op.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Leaves out an operand that is optional, such as a bias, or one of many, as of a concat. */
record RemoveOperands() implements Step {
  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    List<Supplier<Graph>> candidates = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (!(node.op() instanceof Opaque)) {
        smaller(node).forEach(other -> candidates.add(() -> with(graph, node, other)));
      }
    }
    return candidates;
  }

  private static List<Node> smaller(Node node) {
    Arity arity = node.op().arity();
    List<Node> smaller = new ArrayList<>();
    for (int i = node.operands().size() - 1; i >= (arity.variadic() ? 0 : arity.required()); i--) {
      if (node.operand(i).isPresent() && node.operands().size() > arity.required()) {
        List<String> operands = new ArrayList<>(node.operands());
        if (arity.variadic() || i == operands.size() - 1) {
          operands.remove(i);
        } else {
          operands.set(i, Node.ABSENT);
        }
        smaller.add(node.withOperands(operands));
      }
    }
    return smaller;
  }

  private static Graph with(Graph graph, Node old, Node other) {
    Draft draft = new Draft(graph);
    graph.nodes().forEach(node -> draft.add(node.equals(old) ? other : node));
    return draft.build(graph.outputs());
  }
}
