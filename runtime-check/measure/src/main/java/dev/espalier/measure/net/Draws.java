package dev.espalier.measure.net;

import dev.espalier.ir.SplitMix64;
import java.util.List;

/** Random choices that a seed fixes, the same on every machine. */
final class Draws {
  private final long seed;
  private long position;

  Draws(long seed) {
    this.seed = seed;
  }

  private double unit() {
    return SplitMix64.unit(seed, position++);
  }

  /** Whether something of a probability happens. */
  boolean chance(double probability) {
    return unit() < probability;
  }

  /** A whole number from {@code low} to {@code high}, both of them possible. */
  int between(int low, int high) {
    return low + (int) (unit() * (high - low + 1));
  }

  /** A whole number whose logarithm is uniform. */
  int logarithmic(int low, int high) {
    double log = StrictMath.log(low) + unit() * (StrictMath.log(high) - StrictMath.log(low));
    return (int) Math.max(low, Math.min(high, Math.rint(StrictMath.exp(log))));
  }

  /** One of several things, all equally likely; a thing that is named twice is twice as likely. */
  <T> T of(List<T> choices) {
    return choices.get(between(0, choices.size() - 1));
  }

  /** Channels as networks have them: mostly multiples of eight. */
  int channels(int low, int high) {
    int multiple = of(List.of(1, 1, 4, 8, 8, 16, 16));
    int channels = logarithmic(low, high);
    return Math.max(multiple, (channels + multiple / 2) / multiple * multiple);
  }
}
