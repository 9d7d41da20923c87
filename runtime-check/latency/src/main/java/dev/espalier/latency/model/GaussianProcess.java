package dev.espalier.latency.model;

import java.util.Arrays;

/**
 * The mean of a Gaussian process with a rational quadratic kernel of shape 1,
 *
 * <pre>  r(x) = sum_i weight_i / (1 + (offset_i + |x - point_i|^2) / length^2)</pre>
 *
 * <p>(Rasmussen, Williams: Gaussian Processes for Machine Learning, 2006, equations 2.27 and 4.19).
 * It is close to the residuals of measured kernels that resemble x, and to 0 far from all of them.
 *
 * @param length of the kernel, in deviations of the features
 * @param points the features of measured kernels, standardised
 * @param offsets squared distances along features that were fixed
 * @param weights one per point
 */
public record GaussianProcess(double length, double[][] points, double[] offsets, double[] weights)
    implements Residual {
  /** The covariance of two points at a squared distance; 1 at distance 0. */
  public static double covariance(double squaredDistance, double length) {
    return 1 / (1 + squaredDistance / (length * length));
  }

  @Override
  public double apply(double[] features) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      double distance = offsets[i] + squaredDistance(features, points[i], features.length);
      sum += weights[i] * covariance(distance, length);
    }
    return sum;
  }

  @Override
  public GaussianProcess withFixed(double[] constants) {
    int left = points[0].length - constants.length;
    double[][] kept = new double[points.length][];
    double[] farther = offsets.clone();
    for (int i = 0; i < points.length; i++) {
      double[] fixed = Arrays.copyOfRange(points[i], left, points[i].length);
      farther[i] += squaredDistance(constants, fixed, fixed.length);
      kept[i] = Arrays.copyOf(points[i], left);
    }
    return new GaussianProcess(length, kept, farther, weights);
  }

  /** The squared distance of two points along the first axes. */
  public static double squaredDistance(double[] a, double[] b, int axes) {
    double sum = 0;
    for (int j = 0; j < axes; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
