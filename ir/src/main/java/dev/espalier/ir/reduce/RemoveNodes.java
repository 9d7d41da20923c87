package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes out a run of neighbouring nodes, the last ones first. What they made and others read
 * becomes a graph input; what only they read becomes an output.
 *
 * @param size the number of nodes taken out at once
 */
record RemoveNodes(int size) implements Step {
  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    List<Supplier<Graph>> candidates = new ArrayList<>();
    for (int end = graph.nodes().size(); end > 0; end -= size) {
      int to = end;
      candidates.add(() -> without(graph, Math.max(0, to - size), to));
    }
    return candidates;
  }

  private static Graph without(Graph graph, int from, int to) {
    Draft draft = new Draft(graph);
    Set<String> kept = new LinkedHashSet<>();
    Set<String> read = new HashSet<>(graph.outputs());
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      if (i < from || i >= to) {
        draft.add(node);
        kept.addAll(node.results());
        read.addAll(node.operands());
      }
    }
    kept.remove(Node.ABSENT);
    List<String> outputs = new ArrayList<>(graph.outputs());
    outputs.retainAll(kept);
    for (String value : kept) {
      if (!read.contains(value) && !graph.users(value).isEmpty()) {
        outputs.add(value);
      }
    }
    return draft.build(outputs);
  }
}
