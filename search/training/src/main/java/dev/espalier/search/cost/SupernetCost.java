package dev.espalier.search.cost;

/**
 * What a supernet costs to run once it is deployed, by the channels and branches it keeps.
 *
 * <p>Kept channels are given by group, branches and their probabilities by choice, in the order of
 * the {@link SearchSpace}.
 */
public interface SupernetCost {
  /** What costs are counted in: {@code ms} or {@code MACs}. */
  String unit();

  /** The groups and choices that costs depend on. */
  SearchSpace space();

  /**
   * The cost of the supernet as a search runs it: with all channels, and every branch of each
   * choice computed and added up. Targets given as a share are shares of this, as are those of
   * RTSeg, whose 136.0 GMAC of the supernet count every branch.
   */
  double whole();

  /**
   * The expected cost of a deployed network whose branches are drawn by their probabilities,
   * independently of each other.
   *
   * @param kept channels of each group, 1 or more
   * @param probabilities of the branches of each choice, which add up to 1
   */
  Expected expected(int[] kept, double[][] probabilities);

  /**
   * The cost of the network that is compiled when these channels and branches are kept.
   *
   * @param kept channels of each group, 1 or more
   * @param branches the one of each choice
   */
  double exact(int[] kept, int[] branches);

  /**
   * An expected cost and its derivatives.
   *
   * @param byChannels by the kept channels of each group: what one of them more or less costs
   * @param byProbability by the probability of each branch of each choice
   */
  record Expected(double value, double[] byChannels, double[][] byProbability) {}
}
