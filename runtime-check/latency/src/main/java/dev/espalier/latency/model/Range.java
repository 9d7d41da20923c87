package dev.espalier.latency.model;

import java.util.List;

/**
 * A closed interval.
 *
 * @param low not above {@code high}
 */
public record Range(double low, double high) {
  /** The interval from the least to the greatest value. */
  public static Range of(List<Double> values) {
    double low = values.stream().mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).max().orElse(0);
    return new Range(low, high);
  }

  /** The nearest value inside. */
  public double clamp(double value) {
    return Math.max(low, Math.min(high, value));
  }
}
