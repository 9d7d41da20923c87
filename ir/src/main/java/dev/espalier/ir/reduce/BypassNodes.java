package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes out a node of which an operand has the type of the result, and lets readers of the result
 * read that operand: an activation vanishes, a sum becomes one of its terms, a choice one of its
 * branches.
 */
record BypassNodes() implements Step {
  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    List<Supplier<Graph>> candidates = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.results().size() == 1) {
        node.operands().stream()
            .distinct()
            .filter(operand -> graph.has(operand))
            .filter(operand -> graph.type(operand).equals(graph.type(node.result())))
            .forEach(operand -> candidates.add(() -> without(graph, node, operand)));
      }
    }
    return candidates;
  }

  private static Graph without(Graph graph, Node bypassed, String operand) {
    Draft draft = new Draft(graph);
    for (Node node : graph.nodes()) {
      if (!node.equals(bypassed)) {
        draft.add(node.withOperands(replace(node.operands(), bypassed.result(), operand)));
      }
    }
    List<String> outputs = replace(graph.outputs(), bypassed.result(), operand);
    return draft.build(outputs.stream().distinct().toList());
  }

  private static List<String> replace(List<String> values, String old, String fresh) {
    return values.stream().map(value -> value.equals(old) ? fresh : value).toList();
  }
}
