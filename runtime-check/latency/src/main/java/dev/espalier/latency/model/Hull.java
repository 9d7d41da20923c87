package dev.espalier.latency.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The range of each feature that tells whether a kernel resembles measured ones.
 *
 * @param low in the order of {@link Features#spanningNames}
 * @param high in the same order
 */
public record Hull(double[] low, double[] high) {
  /** What rounding may add. */
  private static final double SLACK = 1e-4;

  /** The hull of kernels, at least one, given all features of each. */
  public static Hull of(List<double[]> kernels) {
    double[] low = Features.spanning(kernels.get(0));
    double[] high = low.clone();
    for (double[] kernel : kernels) {
      double[] sizes = Features.spanning(kernel);
      for (int i = 0; i < sizes.length; i++) {
        low[i] = Math.min(low[i], sizes[i]);
        high[i] = Math.max(high[i], sizes[i]);
      }
    }
    return new Hull(low, high);
  }

  /** The names of features that lie outside. */
  public List<String> outside(double[] features) {
    double[] sizes = Features.spanning(features);
    List<String> outside = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      double slack = SLACK * (1 + Math.abs(sizes[i]));
      if (sizes[i] < low[i] - slack || sizes[i] > high[i] + slack) {
        outside.add(Features.spanningNames().get(i));
      }
    }
    return outside;
  }
}
