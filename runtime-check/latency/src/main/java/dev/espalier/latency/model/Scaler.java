package dev.espalier.latency.model;

/**
 * Brings features to mean 0 and deviation 1 on the rows of a fit.
 *
 * @param mean of each feature
 * @param deviation of each feature, above 0
 */
public record Scaler(double[] mean, double[] deviation) {
  /** Keeps a feature that never changes from being divided by 0. */
  private static final double LEAST = 1e-9;

  /** The scaler of some rows. */
  public static Scaler of(double[][] rows) {
    double[] mean = new double[rows[0].length];
    double[] deviation = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[j];
      }
      mean[j] = sum / rows.length;
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[j] - mean[j]) * (row[j] - mean[j]);
      }
      deviation[j] = Math.sqrt(squares / rows.length);
      if (!(deviation[j] > LEAST)) {
        deviation[j] = 1;
      }
    }
    return new Scaler(mean, deviation);
  }

  /** The features, standardised. */
  public double[] apply(double[] features) {
    double[] scaled = new double[features.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = (features[j] - mean[j]) / deviation[j];
    }
    return scaled;
  }
}
