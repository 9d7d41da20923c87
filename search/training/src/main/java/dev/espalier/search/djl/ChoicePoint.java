package dev.espalier.search.djl;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Identity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A choice of a graph.
 *
 * @param index its position among the graph's choices
 * @param skip the branch that all others start from, where there is one
 * @param preferred the branches, the one first that wins when all logits are equal
 */
record ChoicePoint(int index, Node node, OptionalInt skip, List<Integer> preferred) {
  /** The choices of a graph, in order. */
  static List<ChoicePoint> in(Graph graph) {
    List<ChoicePoint> choices = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Choice) {
        List<Integer> preferred = ChoiceResolver.preferred(graph, node);
        choices.add(new ChoicePoint(choices.size(), node, skip(graph, node), preferred));
      }
    }
    return choices;
  }

  int branches() {
    return node.operands().size() - 1;
  }

  String branch(int position) {
    return node.operands().get(position);
  }

  String logits() {
    return node.operands().get(branches());
  }

  private static OptionalInt skip(Graph graph, Node choice) {
    int branches = choice.operands().size() - 1;
    return IntStream.range(0, branches)
        .filter(
            s ->
                IntStream.range(0, branches)
                    .allMatch(b -> b == s || startsFrom(graph, choice, b, s)))
        .findFirst();
  }

  private static boolean startsFrom(Graph graph, Node choice, int branch, int skip) {
    String input = behindIdentity(graph, choice.operands().get(skip));
    Set<String> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(List.of(choice.operands().get(branch)));
    while (!left.isEmpty()) {
      String value = left.pop();
      if (value.equals(input)) {
        return true;
      }
      if (seen.add(value)) {
        graph.producer(value).ifPresent(node -> left.addAll(node.operands()));
      }
    }
    return false;
  }

  private static String behindIdentity(Graph graph, String value) {
    String behind = value;
    while (graph.producer(behind).filter(n -> n.op() instanceof Identity).isPresent()) {
      behind = graph.producer(behind).orElseThrow().input();
    }
    return behind;
  }
}
