package dev.espalier.accuracy.feed;

import dev.espalier.ir.SplitMix64;

/**
 * Random numbers of one sample in one step of training. Each is a function of seed, step, index and
 * its purpose alone, so neither the order in which samples are made nor the number of threads
 * changes any.
 */
public final class Draws {
  private final long key;

  private Draws(long key) {
    this.key = key;
  }

  /**
   * The numbers of one sample.
   *
   * @param index of the sample within its step
   */
  public static Draws of(long seed, long step, long index) {
    return new Draws(SplitMix64.bits(SplitMix64.bits(seed, step), index));
  }

  /** Uniform in [0, 1). */
  double unit(int purpose) {
    return SplitMix64.unit(key, purpose);
  }

  /** Uniform in [from, to). */
  double between(int purpose, double from, double to) {
    return from + unit(purpose) * (to - from);
  }

  /** A whole number from one bound to another, both included. */
  int whole(int purpose, int from, int to) {
    return from + (int) (unit(purpose) * (to - from + 1));
  }
}
