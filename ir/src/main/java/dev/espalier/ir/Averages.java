package dev.espalier.ir;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Tells matrices that take means: adaptive pooling, written as a product. */
public final class Averages {
  private static final double TOLERANCE = 1e-5;

  private Averages() {}

  /** Whether each line along an axis of a matrix is the mean of two or more positions. */
  public static boolean isAlong(Tensor matrix, int axis) {
    return matrix.rank() == 2
        && matrix.size() > 0
        && matrix.element().isFloat()
        && beginsMean(matrix, axis)
        && IntStream.range(0, Math.toIntExact(matrix.dim(1 - axis)))
            .allMatch(line -> takesMean(matrix.select(1 - axis, line).toDoubles()));
  }

  /** Whether the first weight of the first line is a share of a mean; seldom so by chance. */
  private static boolean beginsMean(Tensor matrix, int axis) {
    long stride = axis == 0 ? matrix.dim(1) : 1;
    for (long i = 0; i < matrix.dim(axis); i++) {
      double weight = matrix.at(i * stride);
      if (weight != 0) {
        return isShare(weight, Math.rint(1 / weight));
      }
    }
    return false;
  }

  private static boolean isShare(double weight, double count) {
    return count > 1 && Math.abs(weight * count - 1) <= TOLERANCE;
  }

  private static boolean takesMean(double... weights) {
    double[] taken = Arrays.stream(weights).filter(weight -> weight != 0).toArray();
    return taken.length > 1 && Arrays.stream(taken).allMatch(w -> isShare(w, taken.length));
  }
}
