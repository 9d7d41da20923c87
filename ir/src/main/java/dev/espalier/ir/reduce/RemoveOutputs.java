package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Keeps one half of the outputs, or all but one; what is then not needed goes with them. */
record RemoveOutputs() implements Step {
  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    List<String> outputs = graph.outputs();
    List<Supplier<Graph>> candidates = new ArrayList<>();
    int half = outputs.size() / 2;
    if (half > 1) {
      candidates.add(() -> keep(graph, outputs.subList(0, half)));
      candidates.add(() -> keep(graph, outputs.subList(half, outputs.size())));
    }
    for (int i = 0; i < outputs.size() && outputs.size() > 1; i++) {
      List<String> others = new ArrayList<>(outputs);
      others.remove(i);
      candidates.add(() -> keep(graph, others));
    }
    return candidates;
  }

  private static Graph keep(Graph graph, List<String> outputs) {
    return new Draft(graph).addAll().build(outputs);
  }
}
