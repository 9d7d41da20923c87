package dev.espalier.latency.read;

import java.util.Collection;

/**
 * The mean of the fastest fifth of repeated times. Other work on a machine only ever makes runs
 * slower, and a mean resolves more than a clock that counts whole microseconds.
 */
public final class FastestFifth {
  private static final int PARTS = 5;

  private FastestFifth() {}

  /** The mean of the fastest fifth, at least of one time; of no times at all there is none. */
  public static double mean(Collection<? extends Number> times) {
    return times.stream()
        .mapToDouble(Number::doubleValue)
        .sorted()
        .limit((times.size() + PARTS - 1) / PARTS)
        .average()
        .orElseThrow(() -> new IllegalArgumentException("no times"));
  }
}
