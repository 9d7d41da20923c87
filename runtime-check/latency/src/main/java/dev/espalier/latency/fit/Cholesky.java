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
        row[j] = (row[j] - Product.of(row, 0, lower[j], 0, j)) / lower[j][j];
      }
      double square = row[i] - Product.of(row, 0, row, 0, i);
      if (!(square > 0)) {
        throw new IllegalStateException("the matrix is not positive definite at row " + i);
      }
      row[i] = Math.sqrt(square);
    }
    return new Cholesky(lower);
  }

  /** The x with {@code A x = b}. */
  double[] solve(double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - Product.of(x, 0, rows[i], 0, i)) / rows[i][i];
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
