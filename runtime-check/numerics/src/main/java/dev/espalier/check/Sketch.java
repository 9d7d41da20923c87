package dev.espalier.check;

import dev.espalier.ir.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What tells a tensor of real numbers from others, whatever the order of its axes.
 *
 * @param sizes of the axes, sorted
 * @param mean of the elements
 * @param power the mean of their squares' root
 */
record Sketch(List<Long> sizes, double least, double greatest, double mean, double power) {
  /** How far two sketches of one value may be apart, as a fraction of the range. */
  private static final double NEAR = 1e-3;

  static Sketch of(Tensor tensor) {
    double[] values = tensor.toDoubles();
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    Distance.Extent extent = Distance.Extent.of(tensor);
    return new Sketch(
        Arrays.stream(tensor.shape()).sorted().boxed().toList(),
        extent.least(),
        extent.greatest(),
        sum / values.length,
        Math.sqrt(squares / values.length));
  }

  /** Whether the elements are finite and not all the same. */
  boolean tells() {
    return Double.isFinite(greatest - least) && greatest > least;
  }

  /** The largest difference as a fraction of the range; infinite for other sizes. */
  double distance(Sketch other) {
    if (!sizes.equals(other.sizes)) {
      return Double.POSITIVE_INFINITY;
    }
    double ends = Math.max(Math.abs(least - other.least), Math.abs(greatest - other.greatest));
    double means = Math.max(Math.abs(mean - other.mean), Math.abs(power - other.power));
    return Math.max(ends, means) / (greatest - least);
  }

  boolean isNear(Sketch other) {
    return distance(other) < NEAR;
  }
}
