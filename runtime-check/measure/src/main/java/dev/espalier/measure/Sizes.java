package dev.espalier.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sizes of tensors with elements of four bytes, as terms and features of kernels. */
final class Sizes {
  private static final double MEGA = 1e6;
  private static final int BYTES = 4;

  private Sizes() {}

  static double elements(List<Long> shape) {
    return shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
  }

  static double mega(double count) {
    return count / MEGA;
  }

  static double megabytes(double elements) {
    return elements * BYTES / MEGA;
  }

  static double megabytes(List<List<Long>> shapes) {
    return shapes.stream().mapToDouble(shape -> megabytes(elements(shape))).sum();
  }

  /** The next multiple. */
  static double up(long n, long multiple) {
    return Math.ceil((double) n / multiple) * multiple;
  }

  /** A logarithm that 0 has, too. */
  static double log(double x) {
    return StrictMath.log(Math.max(x, 1e-9));
  }

  static double log(long n) {
    return log((double) n);
  }

  /** How often a size can be halved, which decides how its rows share the sets of a cache. */
  static double halvings(long n) {
    return n == 0 ? 0 : Math.min(12, Long.numberOfTrailingZeros(n));
  }

  static long last(List<Long> shape) {
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  /** Of everything behind the first two axes. */
  static long pixels(List<Long> shape) {
    return shape.stream().skip(2).reduce(1L, (a, b) -> a * b);
  }

  static List<Double> list(double... values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return Collections.unmodifiableList(list);
  }
}
