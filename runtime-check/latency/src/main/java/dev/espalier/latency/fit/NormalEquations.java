package dev.espalier.latency.fit;

import java.util.stream.IntStream;

/** The normal equations of a least-squares problem on some of its columns. */
final class NormalEquations {
  private static final double SINGULAR = 1e-12;

  private final int[] columns;
  private final double[] scales;
  private final double[][] matrix;
  private final double[] right;

  /**
   * @param set has the bit of each column that takes part
   */
  NormalEquations(double[][] rows, double[] target, int set) {
    this.columns = IntStream.range(0, rows[0].length).filter(c -> (set >> c & 1) != 0).toArray();
    int n = columns.length;
    this.scales = new double[n];
    this.matrix = new double[n][n];
    this.right = new double[n];
    for (int i = 0; i < n; i++) {
      scales[i] = Math.sqrt(product(rows, columns[i], columns[i]));
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = product(rows, columns[i], columns[j]) / (scales[i] * scales[j]);
      }
      for (int r = 0; r < rows.length; r++) {
        right[i] += rows[r][columns[i]] / scales[i] * target[r];
      }
    }
  }

  private static double product(double[][] rows, int a, int b) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[a] * row[b];
    }
    return sum;
  }

  /** All coefficients, zero for columns left out; none if singular or one is not positive. */
  double[] solve(int all) {
    double[] x = new double[all];
    if (!isReduced()) {
      return new double[0];
    }
    for (int i = columns.length - 1; i >= 0; i--) {
      double sum = right[i];
      for (int j = i + 1; j < columns.length; j++) {
        sum -= matrix[i][j] * right[j];
      }
      right[i] = sum / matrix[i][i];
      if (!(right[i] > 0)) {
        return new double[0];
      }
      x[columns[i]] = right[i] / scales[i];
    }
    return x;
  }

  /** Brings the matrix, which is positive definite unless singular, to triangular form. */
  private boolean isReduced() {
    for (int i = 0; i < columns.length; i++) {
      if (!(matrix[i][i] > SINGULAR)) {
        return false;
      }
      for (int k = i + 1; k < columns.length; k++) {
        double factor = matrix[k][i] / matrix[i][i];
        for (int j = i; j < columns.length; j++) {
          matrix[k][j] -= factor * matrix[i][j];
        }
        right[k] -= factor * right[i];
      }
    }
    return true;
  }
}
