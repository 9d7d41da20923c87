package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;

/** What graphs cost, such as milliseconds on a device. */
public interface StepCosts {
  /** The cost by the steps each pool of a plan has taken. */
  @FunctionalInterface
  interface OfSteps {
    /**
     * The cost.
     *
     * @param steps how many, by pool
     */
    double of(int... steps);
  }

  /** A fast function of a plan's steps; it may be off where steps change more than widths. */
  OfSteps of(PrunePlan plan);

  /** The cost of a masked graph, exactly. */
  double exact(Graph masked);
}
