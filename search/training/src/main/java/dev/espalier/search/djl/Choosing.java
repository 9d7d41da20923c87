package dev.espalier.search.djl;

/** How the choices of a graph are made in a pass. */
public sealed interface Choosing {
  /** The branch of the greatest logit, as in the deployed network; logits get no gradient. */
  Choosing BEST = new Best();

  /** See {@link #BEST}. */
  record Best() implements Choosing {}

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
