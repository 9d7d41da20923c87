package dev.espalier.zoo;

import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;

/**
 * Makes parameters from their names and shapes; the same name, shape and seed give the same
 * numbers. They are computed when they are read and take no memory.
 */
final class Weights {
  /** The share of a normal distribution below minus two deviations. */
  private static final double BELOW_TWO_DEVIATIONS = 0.022750131948179195;

  private final Configuration configuration;
  private final Initialization initialization;

  Weights(Configuration configuration, Initialization initialization) {
    this.configuration = configuration;
    this.initialization = initialization;
  }

  /**
   * The weight of a layer, or anything else that is drawn. Under random statistics its deviation is
   * such that results are about as large as inputs, so that what happens inside shows outside.
   *
   * @param terms how many products with it are added up
   * @param groups of a convolution, 1 otherwise
   */
  Tensor weight(String name, long terms, long groups, long... shape) {
    double deviation =
        configuration.randomStatistics()
            ? Math.sqrt(2.0 / terms)
            : initialization.deviation(shape, groups);
    double cut = initialization.isTruncated(shape) ? BELOW_TWO_DEVIATIONS : 0;
    long seed = seed(name);
    return Tensor.computed(
        configuration.element(), shape, i -> deviation * normal(SplitMix64.unit(seed, i), cut));
  }

  /**
   * A parameter that is constant at the start of training.
   *
   * @param spread what it is off by at most under random statistics
   */
  Tensor statistic(String name, double start, double spread, long... shape) {
    if (!configuration.randomStatistics()) {
      return Tensor.filled(configuration.element(), shape, start);
    }
    long seed = seed(name);
    return Tensor.computed(
        configuration.element(), shape, i -> start + spread * (2 * SplitMix64.unit(seed, i) - 1));
  }

  /** A number from a normal distribution of which a share is cut off on each side. */
  private static double normal(double unit, double cut) {
    double inside = cut + (1 - 2 * cut) * unit;
    return NormalQuantile.of(Math.max(inside, 0x1p-54));
  }

  private long seed(String name) {
    return SplitMix64.bits(configuration.seed(), name.hashCode());
  }
}
