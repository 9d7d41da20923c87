package dev.espalier.search.djl;

import dev.espalier.ir.SplitMix64;

/**
 * Random numbers of a run: each is a function of the run's seed, the step and an index, so that
 * neither the order of calls nor numbers that are not asked for matter.
 */
public record Draws(long seed) {
  private static final double LEAST = 1e-12;
  private static final double GREATEST = 1 - 1e-7;

  /** Uniform in [1e-12, 1 - 1e-7]. */
  public double unit(long step, long index) {
    double unit = SplitMix64.unit(SplitMix64.bits(seed, step), index);
    return Math.max(LEAST, Math.min(GREATEST, unit));
  }

  /** From the standard Gumbel distribution: {@code -log(-log(unit))}. */
  public double gumbel(long step, long index) {
    return -StrictMath.log(-StrictMath.log(unit(step, index)));
  }
}
