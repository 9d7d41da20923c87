package dev.espalier.passes.prune;

/** A cost by how many channels are kept of each pool of coupled channels. */
public interface WidthCost {
  /**
   * The cost.
   *
   * @param kept channels of each pool, 1 or more
   */
  double of(int... kept);

  /** The derivative by the kept channels of each pool. */
  double[] gradient(int... kept);
}
