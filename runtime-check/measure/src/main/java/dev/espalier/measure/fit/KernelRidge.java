package dev.espalier.measure.fit;

import java.util.List;

/**
 * A smooth function of features, {@code sum_i w_i exp(-narrow |z - z_i|^2)} of the standardised
 * features z, which are limited to the range they were fitted on, as is the result.
 *
 * @param centres means of the features
 * @param spreads their standard deviations
 * @param points the standardised features of the rows it was fitted on
 * @param weights one per point
 * @param least and {@code most}: the range of what was fitted
 */
public record KernelRidge(
    double narrow,
    List<Double> centres,
    List<Double> spreads,
    List<List<Double>> points,
    List<Double> weights,
    double least,
    double most) {
  /** Zero everywhere. */
  public static final KernelRidge NONE =
      new KernelRidge(0, List.of(), List.of(), List.of(), List.of(), 0, 0);

  /** The function's value. */
  public double at(List<Double> features) {
    if (points.isEmpty()) {
      return 0;
    }
    double[] z = standardised(features);
    limit(z);
    double sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.get(i) * StrictMath.exp(-narrow * distance(z, points.get(i)));
    }
    return Math.max(least, Math.min(most, sum));
  }

  private double[] standardised(List<Double> features) {
    double[] z = new double[features.size()];
    for (int f = 0; f < z.length; f++) {
      z[f] = (features.get(f) - centres.get(f)) / spreads.get(f);
    }
    return z;
  }

  private void limit(double[] z) {
    for (int f = 0; f < z.length; f++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (List<Double> point : points) {
        low = Math.min(low, point.get(f));
        high = Math.max(high, point.get(f));
      }
      z[f] = Math.max(low, Math.min(high, z[f]));
    }
  }

  private static double distance(double[] z, List<Double> point) {
    double sum = 0;
    for (int f = 0; f < z.length; f++) {
      double d = z[f] - point.get(f);
      sum += d * d;
    }
    return sum;
  }
}
