package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Choices in runs, in each of which one reads what the one before yields. Operators of their
 * branches may become one kernel, so the cost of a run is not the sum of the costs of its choices.
 */
final class FusingChoices {
  /** Runs are cut so that no more combinations of branches are looked at together. */
  private static final int MOST_COMBINATIONS = 32;

  private FusingChoices() {}

  /** The choices of each run, by position in the space. */
  static List<List<Integer>> in(Graph supernet, SearchSpace space) {
    Map<String, List<Integer>> runs = new TreeMap<>();
    List<List<Integer>> all = new ArrayList<>();
    for (int c = 0; c < space.choices().size(); c++) {
      List<Integer> run = before(supernet, space, c, runs).orElse(new ArrayList<>());
      int combinations = space.choices().get(c).branches();
      for (int other : run) {
        combinations *= space.choices().get(other).branches();
      }
      if (run.isEmpty() || combinations > MOST_COMBINATIONS) {
        run = new ArrayList<>();
        all.add(run);
      }
      run.add(c);
      runs.put(space.choices().get(c).value(), run);
    }
    return all;
  }

  /** The run of a choice that a branch of this one starts from. */
  private static Optional<List<Integer>> before(
      Graph supernet, SearchSpace space, int choice, Map<String, List<Integer>> runs) {
    Node node = supernet.producer(space.choices().get(choice).value()).orElseThrow();
    return node.operands().stream().filter(runs::containsKey).findFirst().map(runs::get);
  }
}
