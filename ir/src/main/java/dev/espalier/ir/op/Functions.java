package dev.espalier.ir.op;

/** Special functions, in double, the same on every machine. */
final class Functions {
  private Functions() {}

  /** The error function by its Taylor series near 0 and a continued fraction further out. */
  static double erf(double x) {
    double z = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    double magnitude = z < 2.5 ? series(z) : z > 6 ? 1 : 1 - complement(z);
    return x < 0 ? -magnitude : magnitude;
  }

  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= -z * z / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static double complement(double z) {
    double fraction = z;
    for (int n = 60; n > 0; n--) {
      fraction = z + n / 2.0 / fraction;
    }
    return StrictMath.exp(-z * z) / Math.sqrt(Math.PI) / fraction;
  }

  static double gelu(double x, boolean tanh) {
    return tanh
        ? 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
        : 0.5 * x * (1 + erf(x / Math.sqrt(2)));
  }
}
