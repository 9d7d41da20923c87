package dev.espalier.latency.fit;

/**
 * The lower triangle L with {@code L L^T = A} of a symmetric positive definite matrix.
 *
 * @param rows row i has i + 1 entries
 */
record Cholesky(double[][] rows) {
  /**
   * Factorises a matrix in place.
   *
   * @param lower the lower triangle, row i with i + 1 entries; it becomes L
   * @throws IllegalStateException when the matrix is not positive definite
   */
  static Cholesky of(double[][] lower) {
    for (int i = 0; i < lower.length; i++) {
      double[] row = lower[i];
      for (int j = 0; j < i; j++) {
        row[j] = (row[j] - product(row, lower[j], j)) / lower[j][j];
      }
      double square = row[i] - product(row, row, i);
      if (!(square > 0)) {
        throw new IllegalStateException("the matrix is not positive definite at row " + i);
      }
      row[i] = Math.sqrt(square);
    }
    return new Cholesky(lower);
  }

  /** In four sums, which the machine adds at the same time. */
  private static double product(double[] a, double[] b, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < length; k++) {
      s0 += a[k] * b[k];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** The x with {@code A x = b}. */
  double[] solve(double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - product(x, rows[i], i)) / rows[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= rows[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= rows[i][j] * x[i];
      }
    }
    return x;
  }
}
