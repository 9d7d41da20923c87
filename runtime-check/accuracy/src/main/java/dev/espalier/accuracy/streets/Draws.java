package dev.espalier.accuracy.streets;

import dev.espalier.ir.SplitMix64;
import java.util.List;

/** Random decisions, one after the other; the same seed takes the same ones. */
final class Draws {
  private final long seed;
  private long position;

  Draws(long seed) {
    this.seed = seed;
  }

  /** Other decisions that depend on this seed and a name alone, not on what was drawn so far. */
  Draws named(String name) {
    return new Draws(SplitMix64.bits(seed, name.hashCode()));
  }

  long bits() {
    return SplitMix64.bits(seed, position++);
  }

  double between(double least, double below) {
    return least + (below - least) * SplitMix64.unit(seed, position++);
  }

  boolean chance(double probability) {
    return between(0, 1) < probability;
  }

  int below(int bound) {
    return (int) between(0, bound);
  }

  <T> T of(List<T> values) {
    return values.get(below(values.size()));
  }

  /** A number around 0 with standard deviation 1: the sum of twelve uniform ones, less 6. */
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += between(0, 1);
    }
    return sum;
  }
}
