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
        && matrix.element().isFloat()
        && IntStream.range(0, Math.toIntExact(matrix.dim(1 - axis)))
            .allMatch(line -> takesMean(matrix.select(1 - axis, line).toDoubles()));
  }

  private static boolean takesMean(double... weights) {
    double[] taken = Arrays.stream(weights).filter(weight -> weight != 0).toArray();
    return taken.length > 1
        && Arrays.stream(taken)
            .allMatch(weight -> Math.abs(weight * taken.length - 1) <= TOLERANCE);
  }
}
