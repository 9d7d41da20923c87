package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.simplify.KeepChosenBranches.Chosen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A branch of a choice that went with all that only it needs.
 *
 * @param name of its value
 * @param choice that did not take it
 * @param nodes how many went
 * @param parameters of these nodes
 * @param from positions of the parts of the compiled graph that it read
 * @param to positions of the parts that would have read it
 */
record RemovedBranch(
    String name, String choice, int nodes, long parameters, List<Integer> from, List<Integer> to) {

  /**
   * The branches that went; one that is needed elsewhere did not.
   *
   * @param places positions of the compiled graph's values
   */
  static List<RemovedBranch> of(
      Graph input, Pipeline.Result compiled, Map<String, Integer> places) {
    Map<String, String> kept = new HashMap<>();
    compiled.choices().forEach(choice -> kept.put(choice.name(), choice.kept()));
    Function<String, List<String>> needed =
        value -> kept.containsKey(value) ? List.of(kept.get(value)) : operands(input, value);
    Set<String> live = reached(input.outputs(), needed, Set.of());
    List<RemovedBranch> removed = new ArrayList<>();
    for (Chosen choice : compiled.choices()) {
      for (String branch : choice.dropped()) {
        if (input.has(branch) && !live.contains(branch)) {
          removed.add(of(input, choice, branch, live, places));
        }
      }
    }
    return removed;
  }

  private static RemovedBranch of(
      Graph input, Chosen choice, String branch, Set<String> live, Map<String, Integer> places) {
    Function<String, List<String>> operands = value -> operands(input, value);
    Function<String, List<String>> readers = value -> results(input, value);
    Set<String> seen = reached(List.of(branch), operands, live);
    Set<Node> nodes = new LinkedHashSet<>();
    TreeSet<Integer> from = new TreeSet<>();
    for (String value : seen) {
      if (live.contains(value)) {
        from.addAll(nearest(value, operands, places));
      } else {
        input.producer(value).ifPresent(nodes::add);
      }
    }
    return new RemovedBranch(
        branch,
        choice.name(),
        nodes.size(),
        nodes.stream().mapToLong(node -> parameters(input, node)).sum(),
        List.copyOf(from),
        List.copyOf(nearest(choice.name(), readers, places)));
  }

  /** All values that some lead to; what an end leads to is not among them, the end is. */
  private static Set<String> reached(
      List<String> values, Function<String, List<String>> next, Set<String> ends) {
    Set<String> reached = new LinkedHashSet<>(values);
    Deque<String> open = new ArrayDeque<>(values);
    while (!open.isEmpty()) {
      String value = open.pop();
      if (!ends.contains(value)) {
        next.apply(value).stream().filter(reached::add).forEach(open::push);
      }
    }
    return reached;
  }

  /** The places of a value, or of the first ones in a direction that have one. */
  private static Set<Integer> nearest(
      String value, Function<String, List<String>> next, Map<String, Integer> places) {
    Set<Integer> found = new TreeSet<>();
    Set<String> seen = reached(List.of(value), next, places.keySet());
    seen.stream().filter(places::containsKey).forEach(v -> found.add(places.get(v)));
    return found;
  }

  private static List<String> operands(Graph graph, String value) {
    return graph.producer(value).map(Node::operands).orElse(List.of()).stream()
        .filter(operand -> !operand.equals(Node.ABSENT) && graph.constant(operand).isEmpty())
        .toList();
  }

  private static List<String> results(Graph graph, String value) {
    return graph.users(value).stream().flatMap(node -> node.results().stream()).toList();
  }

  private static long parameters(Graph graph, Node node) {
    if (node.op() instanceof ChannelMask || node.op() instanceof Choice) {
      return 0;
    }
    return new HashSet<>(node.operands())
        .stream().flatMap(o -> graph.constant(o).stream()).mapToLong(Tensor::size).sum();
  }
}
