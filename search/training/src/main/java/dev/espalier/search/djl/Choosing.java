package dev.espalier.search.djl;

import dev.espalier.ir.Graph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the choices of a graph are made in a pass. */
public sealed interface Choosing {
  /** The branch of the greatest logit, as in the deployed network; logits get no gradient. */
  Choosing BEST = new Best();

  /** See {@link #BEST}. */
  record Best() implements Choosing {}

  /**
   * Given branches; logits get no gradient.
   *
   * @param branches by the value of the choice
   */
  record Given(Map<String, Integer> branches) implements Choosing {
    public Given {
      branches = Map.copyOf(branches);
    }

    /** The branch with the most multiply-accumulates of every choice of a graph. */
    public static Given largest(Graph graph) {
      Map<String, Integer> largest = new LinkedHashMap<>();
      for (ChoicePoint choice : ChoicePoint.in(graph)) {
        int last = choice.preferred().size() - 1;
        largest.put(choice.node().result(), choice.preferred().get(last));
      }
      return new Given(largest);
    }

    /** The branch of the greatest logit of every choice of a graph whose logits are constant. */
    public static Given best(Graph graph) {
      Map<String, Integer> best = new LinkedHashMap<>();
      for (ChoicePoint choice : ChoicePoint.in(graph)) {
        double[] logits = graph.constants().get(choice.logits()).toDoubles();
        best.put(choice.node().result(), Decision.of(choice, logits, BEST).chosen());
      }
      return new Given(best);
    }

    /** The choices of a graph, made evenly. */
    public static Even even(Graph graph, Draws draws) {
      return new Even(ChoicePoint.in(graph), draws);
    }

    /** Draws a branch of each choice for a step, all with the same probability. */
    public static final class Even {
      private final List<ChoicePoint> choices;
      private final Draws draws;

      private Even(List<ChoicePoint> choices, Draws draws) {
        this.choices = choices;
        this.draws = draws;
      }

      /** The branches of a step. */
      public Given at(long step) {
        Map<String, Integer> branches = new LinkedHashMap<>();
        for (ChoicePoint choice : choices) {
          double unit = draws.unit(step, choice.index());
          branches.put(choice.node().result(), (int) (unit * choice.branches()));
        }
        return new Given(branches);
      }
    }
  }

  /**
   * A sample from the softmax of the logits by the Gumbel-max trick, with the gradient of the
   * softmax at a temperature (straight through).
   *
   * @param temperature above 0
   * @param step the step of the run the noise is drawn for
   * @param branches which branches are computed
   */
  record Sampled(double temperature, Draws draws, long step, Branches branches)
      implements Choosing {
    /** Branches of one choice; its noise begins at this many times its position. */
    static final long STRIDE = 1 << 10;

    double noise(int choice, int branch) {
      return draws.gumbel(step, choice * STRIDE + branch);
    }
  }

  /** Which branches of a sampled choice are computed. */
  enum Branches {
    /**
     * The sampled one and skip, the branch that is the block's input. The gradient that other
     * branches would give their logits is taken to be that of skip. A choice without skip computes
     * them all.
     */
    SAMPLED_AND_SKIP,
    /** All, for the exact straight-through gradient. */
    ALL
  }
}
