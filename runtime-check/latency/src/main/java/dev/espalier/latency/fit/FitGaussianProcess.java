package dev.espalier.latency.fit;

import dev.espalier.latency.model.GaussianProcess;

/**
 * Fits a Gaussian process to residuals: {@code weights = (K + noise I)^-1 residuals} (Rasmussen,
 * Williams 2006, algorithm 2.1).
 *
 * @param length of the kernel in deviations of the features
 * @param noise variance of the residuals' noise, in units of the process's variance
 */
public record FitGaussianProcess(double length, double noise) {
  /** What all shipped profiles were fitted with. */
  public static final FitGaussianProcess DEFAULTS = new FitGaussianProcess(4, 0.2);

  /**
   * Fits one process.
   *
   * @param features standardised, one row per target
   */
  public GaussianProcess run(double[][] features, double[] targets) {
    int n = features.length;
    double[][] covariance = new double[n][];
    for (int i = 0; i < n; i++) {
      covariance[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = covariance(features[i], features[j]);
      }
      covariance[i][i] += noise;
    }
    double[] weights = Cholesky.of(covariance).solve(targets);
    return new GaussianProcess(length, features, new double[n], weights);
  }

  private double covariance(double[] a, double[] b) {
    return GaussianProcess.covariance(GaussianProcess.squaredDistance(a, b, a.length), length);
  }
}
