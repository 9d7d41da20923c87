package dev.espalier.onnx;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drops what no output needs, above all computations of shapes that have become attributes. */
final class LiveNodes {
  private LiveNodes() {}

  static Graph of(Graph graph) {
    Set<String> needed = new HashSet<>(graph.outputs());
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).results().stream().anyMatch(needed::contains)) {
        needed.addAll(nodes.get(i).operands());
      }
    }
    Graph.Builder live = Graph.builder(graph.name());
    graph.inputs().forEach(live::input);
    graph
        .constants()
        .forEach(
            (name, tensor) -> {
              if (needed.contains(name)) {
                live.constant(name, tensor);
              }
            });
    for (Node node : nodes) {
      if (node.results().stream().anyMatch(needed::contains)) {
        live.node(node);
      }
    }
    return live.build(graph.outputs());
  }
}
