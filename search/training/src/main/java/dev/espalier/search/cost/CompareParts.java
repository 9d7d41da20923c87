package dev.espalier.search.cost;

import dev.espalier.latency.estimate.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which parts of a supernet, and of what was found in it, cost how much. */
public final class CompareParts {
  /** So many nodes are one part; an attention block has fewer. */
  private static final int FEW = 20;

  private CompareParts() {}

  /**
   * A part of both: the nodes of a scope.
   *
   * @param supernet its cost in the supernet
   * @param model its cost in what was found
   */
  public record Part(String name, double supernet, double model) {}

  /**
   * The parts of both, in the order of the supernet.
   *
   * @param supernet costs by node
   * @param model costs by node
   */
  public static List<Part> of(Map<String, Double> supernet, Map<String, Double> model) {
    Set<String> nodes = new LinkedHashSet<>(supernet.keySet());
    nodes.addAll(model.keySet());
    List<Part> parts = new ArrayList<>();
    Scopes.of(List.copyOf(nodes), node -> node, FEW)
        .forEach((scope, own) -> parts.add(new Part(scope, sum(own, supernet), sum(own, model))));
    return parts;
  }

  private static double sum(List<String> nodes, Map<String, Double> costs) {
    return nodes.stream().mapToDouble(node -> costs.getOrDefault(node, 0.0)).sum();
  }
}
