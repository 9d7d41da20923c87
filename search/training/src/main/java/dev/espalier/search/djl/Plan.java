package dev.espalier.search.djl;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The nodes that run in a pass, in order: those the outputs need, given what is decided at the
 * choices.
 *
 * @param reads how often each value is read; an output is read once more
 * @param decisions by the value of the choice
 */
record Plan(List<Node> nodes, Map<String, Integer> reads, Map<String, Decision> decisions) {
  /**
   * The plan for some decisions.
   *
   * @param decide asked once for each choice that is needed
   */
  static Plan of(Program program, Function<ChoicePoint, Decision> decide) {
    Graph graph = program.graph();
    Plan plan = new Plan(new ArrayList<>(), new HashMap<>(), new LinkedHashMap<>());
    graph.outputs().forEach(plan::read);
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      boolean needed = node.results().stream().anyMatch(plan.reads::containsKey);
      if (needed && !program.isFixed(node.results().get(0))) {
        program
            .choice(node)
            .ifPresent(choice -> plan.decisions.put(node.result(), decide.apply(choice)));
        plan.nodes.add(node);
        plan.operands(node).forEach(plan::read);
      }
    }
    Collections.reverse(plan.nodes);
    return plan;
  }

  private void read(String value) {
    reads.merge(value, 1, Integer::sum);
  }

  Optional<Decision> decision(Node node) {
    return Optional.ofNullable(decisions.get(node.result()));
  }

  /** The values a node reads in this plan. */
  List<String> operands(Node node) {
    return decision(node)
        .map(Decision::operands)
        .orElseGet(() -> node.operands().stream().filter(o -> !o.equals(Node.ABSENT)).toList());
  }
}
