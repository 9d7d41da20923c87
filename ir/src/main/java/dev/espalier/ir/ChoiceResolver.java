package dev.espalier.ir;

import dev.espalier.ir.op.Choice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which branch a {@link Choice} yields: that of the greatest logit; among equal ones the
 * first, or the cheapest and the first of those that cost the same.
 */
public final class ChoiceResolver {
  /** The size that symbolic dims have when costs are compared. */
  private static final long TYPICAL_SIZE = 256;

  private ChoiceResolver() {}

  /** The index of the branch that the choice yields with these logits. */
  public static int resolve(Graph graph, Node choice, Tensor logits) {
    List<Integer> best = best(logits);
    return best.size() == 1
        ? best.get(0)
        : preferred(graph, choice).stream().filter(best::contains).findFirst().orElseThrow();
  }

  /** All branches of a choice, the one first that wins when all logits are equal. */
  public static List<Integer> preferred(Graph graph, Node choice) {
    List<Integer> order = new ArrayList<>();
    Map<Integer, Long> costs = new HashMap<>();
    for (int branch = 0; branch < choice.operands().size() - 1; branch++) {
      order.add(branch);
      costs.put(branch, cost(graph, choice, branch));
    }
    if (((Choice) choice.op()).onTie() == Choice.OnTie.CHEAPER) {
      order.sort(Comparator.comparing(costs::get));
    }
    return order;
  }

  /** The indices of the greatest logit; NaN is an error. */
  public static List<Integer> best(Tensor logits) {
    double[] values = logits.toDoubles();
    List<Integer> best = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IrException("logit %d is NaN, a number is needed", i);
      }
      if (best.isEmpty() || values[i] > values[best.get(0)]) {
        best.clear();
      }
      if (best.isEmpty() || values[i] == values[best.get(0)]) {
        best.add(i);
      }
    }
    return best;
  }

  /**
   * Multiply-accumulates of the nodes that are needed only if the branch is chosen. Symbolic dims
   * count as {@value #TYPICAL_SIZE}.
   */
  public static long cost(Graph graph, Node choice, int branch) {
    Set<Node> elsewhere = new HashSet<>();
    collect(graph, graph.outputs(), choice, elsewhere);
    Set<Node> needed = new HashSet<>(elsewhere);
    collect(graph, List.of(choice.operands().get(branch)), choice, needed);
    long cost = 0;
    for (Node node : graph.nodes()) {
      if (needed.contains(node) && !elsewhere.contains(node)) {
        cost = Math.addExact(cost, macs(graph, node));
      }
    }
    return cost;
  }

  /** Adds the nodes that the values need, not looking through the choice. */
  private static void collect(Graph graph, List<String> values, Node choice, Set<Node> nodes) {
    Deque<String> left = new ArrayDeque<>(values);
    while (!left.isEmpty()) {
      graph
          .producer(left.pop())
          .filter(node -> !node.equals(choice) && nodes.add(node))
          .ifPresent(node -> left.addAll(node.operands()));
    }
  }

  private static long macs(Graph graph, Node node) {
    Dim macs = node.op().macs(graph.operands(node), graph.resultTypes(node));
    Map<String, Long> sizes = new LinkedHashMap<>();
    macs.symbols().forEach(symbol -> sizes.put(symbol, TYPICAL_SIZE));
    return macs.evaluate(sizes);
  }
}
