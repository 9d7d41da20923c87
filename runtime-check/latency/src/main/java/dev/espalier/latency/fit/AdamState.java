package dev.espalier.latency.fit;

/** Parameters with their gradient and Adam's moving averages of it and of its square. */
final class AdamState {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  final double[] value;
  final double[] gradient;
  private final double[] mean;
  private final double[] square;

  AdamState(int size) {
    this.value = new double[size];
    this.gradient = new double[size];
    this.mean = new double[size];
    this.square = new double[size];
  }

  /** One step, the {@code steps}-th; the gradient is zero afterwards. */
  void step(double rate, double decay, int steps) {
    double meanScale = 1 / (1 - StrictMath.pow(FIRST, steps));
    double squareScale = 1 / (1 - StrictMath.pow(SECOND, steps));
    for (int i = 0; i < value.length; i++) {
      double g = gradient[i] + decay * value[i];
      mean[i] = FIRST * mean[i] + (1 - FIRST) * g;
      square[i] = SECOND * square[i] + (1 - SECOND) * g * g;
      value[i] -= rate * mean[i] * meanScale / (Math.sqrt(square[i] * squareScale) + EPSILON);
      gradient[i] = 0;
    }
  }
}
