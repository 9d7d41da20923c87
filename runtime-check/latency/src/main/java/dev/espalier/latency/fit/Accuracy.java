package dev.espalier.latency.fit;

import java.util.List;

/**
 * How well kernels were predicted. All figures but {@code rows} are fractions.
 *
 * @param mape mean absolute relative error
 * @param median absolute relative error
 * @param within10 share of kernels with an error below 10 %
 */
public record Accuracy(
    int rows, double mape, double median, double within10, double within20, double within30) {
  /** Nothing was predicted: no row, and figures that say nothing. */
  public static final Accuracy NONE = new Accuracy(0, 0, 0, 0, 0, 0);

  /** The figures of some predictions. */
  public static Accuracy of(List<HeldOut> predictions) {
    if (predictions.isEmpty()) {
      return NONE;
    }
    double[] errors = predictions.stream().mapToDouble(HeldOut::error).sorted().toArray();
    double sum = 0;
    for (double error : errors) {
      sum += error;
    }
    return new Accuracy(
        errors.length,
        sum / errors.length,
        median(errors),
        within(errors, 0.1),
        within(errors, 0.2),
        within(errors, 0.3));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double within(double[] sorted, double bound) {
    int count = 0;
    while (count < sorted.length && sorted[count] < bound) {
      count++;
    }
    return (double) count / sorted.length;
  }
}
