package dev.espalier.latency.fit;

/**
 * Least squares with coefficients that must not be negative: min |A x - b|, x &gt;= 0.
 *
 * <p>With a handful of columns every set of positive coefficients is tried, which is exact and
 * needs no tolerance: the solution is the best of those least-squares solutions that are
 * non-negative.
 */
public final class NonNegativeLeastSquares {
  private static final int MOST_COLUMNS = 10;

  private NonNegativeLeastSquares() {}

  /**
   * Solves for the coefficients.
   *
   * @param rows of A, at least one
   * @param target b, one number per row
   */
  public static double[] solve(double[][] rows, double[] target) {
    int columns = rows[0].length;
    if (columns > MOST_COLUMNS) {
      throw new IllegalArgumentException(columns + " columns are too many");
    }
    double[] best = new double[columns];
    double least = residual(rows, target, best);
    for (int set = 1; set < 1 << columns; set++) {
      double[] candidate = new NormalEquations(rows, target, set).solve(columns);
      if (candidate.length > 0) {
        double residual = residual(rows, target, candidate);
        if (residual < least) {
          least = residual;
          best = candidate;
        }
      }
    }
    return best;
  }

  private static double residual(double[][] rows, double[] target, double[] x) {
    double sum = 0;
    for (int r = 0; r < rows.length; r++) {
      double error = -target[r];
      for (int c = 0; c < x.length; c++) {
        error += rows[r][c] * x[c];
      }
      sum += error * error;
    }
    return sum;
  }
}
