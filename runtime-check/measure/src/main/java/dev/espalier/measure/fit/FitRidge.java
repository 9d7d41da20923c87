package dev.espalier.measure.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a {@link KernelRidge} by regularised least squares: {@code (K + ridge I) w = y}, solved by
 * Cholesky's decomposition.
 */
final class FitRidge {
  private static final double LEAST_SPREAD = 1e-3;
  private static final double DIGITS = 1e4;

  private FitRidge() {}

  /**
   * Fits.
   *
   * @param reach of a point in the space of one feature: larger is smoother
   */
  static KernelRidge of(List<List<Double>> features, double[] target, double reach, double ridge) {
    int columns = features.get(0).size();
    List<Double> centres = new ArrayList<>();
    List<Double> spreads = new ArrayList<>();
    for (int f = 0; f < columns; f++) {
      int column = f;
      double mean = features.stream().mapToDouble(x -> x.get(column)).average().orElseThrow();
      double square =
          features.stream()
              .mapToDouble(x -> (x.get(column) - mean) * (x.get(column) - mean))
              .average()
              .orElseThrow();
      centres.add(rounded(mean));
      spreads.add(Math.max(LEAST_SPREAD, rounded(Math.sqrt(square))));
    }
    List<List<Double>> points =
        features.stream().map(x -> standardised(x, centres, spreads)).toList();
    double narrow = 1 / (reach * columns);
    double[] weights = solve(gram(points, narrow, ridge), target);
    return new KernelRidge(
        narrow,
        centres,
        spreads,
        points,
        Arrays.stream(weights).boxed().toList(),
        Arrays.stream(target).min().orElseThrow(),
        Arrays.stream(target).max().orElseThrow());
  }

  private static double rounded(double x) {
    return Math.rint(x * DIGITS) / DIGITS;
  }

  private static List<Double> standardised(
      List<Double> x, List<Double> centres, List<Double> spreads) {
    List<Double> z = new ArrayList<>();
    for (int f = 0; f < x.size(); f++) {
      z.add(rounded((x.get(f) - centres.get(f)) / spreads.get(f)));
    }
    return List.copyOf(z);
  }

  private static double[][] gram(List<List<Double>> points, double narrow, double ridge) {
    double[][] rows =
        points.stream()
            .map(p -> p.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    double[][] gram = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      gram[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int f = 0; f < rows[i].length; f++) {
          double d = rows[i][f] - rows[j][f];
          sum += d * d;
        }
        gram[i][j] = StrictMath.exp(-narrow * sum) + (i == j ? ridge : 0);
      }
    }
    return gram;
  }

  /** Solves with the lower triangle of a positive definite matrix, which is overwritten. */
  private static double[] solve(double[][] lower, double[] target) {
    int n = target.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = lower[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    double[] x = target.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
