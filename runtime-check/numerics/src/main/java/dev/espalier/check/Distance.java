package dev.espalier.check;

import dev.espalier.ir.Tensor;
import java.util.Map;

/** Measures tensors of any size a piece at a time. */
final class Distance {
  private static final int PIECE = 1 << 14;

  private Distance() {}

  /**
   * The largest absolute difference of two tensors of one type; infinite where the second is not
   * finite. Integers that are not exact as numbers still never count as equal when they differ.
   */
  static double between(Tensor a, Tensor b) {
    double[] left = new double[PIECE];
    double[] right = new double[PIECE];
    double largest = 0;
    for (long from = 0; from < a.size(); from += PIECE) {
      int count = (int) Math.min(PIECE, a.size() - from);
      a.copy(from, count, left);
      b.copy(from, count, right);
      for (int i = 0; i < count; i++) {
        double difference = Math.abs(left[i] - right[i]);
        largest =
            Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      }
    }
    boolean exact = a.element().isFloat() || largest > 0;
    return exact || a.digest().equals(b.digest()) ? largest : 1;
  }

  /** The smallest and largest element; NaN when one of them is. */
  record Extent(double least, double greatest) {
    static final Extent NONE = new Extent(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static Extent of(Tensor tensor) {
      double[] values = new double[PIECE];
      double least = NONE.least;
      double greatest = NONE.greatest;
      for (long from = 0; from < tensor.size(); from += PIECE) {
        int count = (int) Math.min(PIECE, tensor.size() - from);
        tensor.copy(from, count, values);
        for (int i = 0; i < count; i++) {
          least = Math.min(least, values[i]);
          greatest = Math.max(greatest, values[i]);
        }
      }
      return new Extent(least, greatest);
    }

    Extent with(Extent other) {
      return new Extent(Math.min(least, other.least), Math.max(greatest, other.greatest));
    }

    /** R: greatest minus least; where that is 0 the largest absolute value; where that is 0, 1. */
    double range() {
      if (least > greatest) {
        return 1;
      }
      double spread = greatest - least;
      double size = Math.abs(greatest);
      return spread > 0 ? spread : size > 0 ? size : 1;
    }

    boolean isFinite() {
      return least > greatest || Double.isFinite(least) && Double.isFinite(greatest);
    }
  }

  static boolean isFinite(Map<String, Tensor> tensors) {
    return tensors.values().stream().allMatch(t -> Extent.of(t).isFinite());
  }
}
