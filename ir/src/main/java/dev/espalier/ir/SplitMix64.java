package dev.espalier.ir;

/**
 * Pseudo-random numbers that are the same everywhere, each computed from its seed and its position
 * alone (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). Neighbouring
 * seeds give unrelated numbers.
 */
public final class SplitMix64 {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /** The number at a position of the sequence of a seed, uniform in [0, 1). */
  public static double unit(long seed, long position) {
    return (bits(seed, position) >>> 11) * 0x1p-53;
  }

  /** The 64 bits at a position of the sequence of a seed. */
  public static long bits(long seed, long position) {
    long z = seed + (position + 1) * STEP;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
