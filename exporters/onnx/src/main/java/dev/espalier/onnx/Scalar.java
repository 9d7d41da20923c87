package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.DimArithmetic;
import java.util.Optional;

/** One element of a value that is computed from shapes. */
sealed interface Scalar {
  /** A number of a floating point type. */
  record Real(double value) implements Scalar {}

  /** An integer or truth value, or a fraction of sizes; the denominator is positive. */
  record Ratio(Dim numerator, long denominator) implements Scalar {
    /** This as a dim, when it is an integer. */
    Optional<Dim> whole() {
      return denominator == 1 ? Optional.of(numerator) : Optional.empty();
    }

    boolean isConstant() {
      return denominator == 1 && numerator.isConstant();
    }
  }

  static Ratio of(long value) {
    return new Ratio(Dim.of(value), 1);
  }

  static Ratio of(Dim value) {
    return new Ratio(value, 1);
  }

  /** The fraction in lowest terms as far as that is easily seen. */
  static Ratio of(Dim numerator, long denominator) {
    return numerator
        .dividedBy(Dim.of(denominator))
        .map(Scalar::of)
        .orElseGet(() -> new Ratio(numerator, denominator));
  }

  /** Whether a dim is negative for no sizes of one or more. */
  static boolean isNonNegative(Dim dim) {
    return dim.compute(new Bounds()).low() >= 0;
  }

  /** The least and the greatest value of a dim. */
  record Interval(double low, double high) {}

  /** Computes bounds of dims whose symbols are one or more. */
  final class Bounds implements DimArithmetic<Interval> {
    @Override
    public Interval constant(long value) {
      return new Interval(value, value);
    }

    @Override
    public Interval symbol(String name) {
      return new Interval(1, Double.POSITIVE_INFINITY);
    }

    @Override
    public Interval plus(Interval left, Interval right) {
      return new Interval(left.low + right.low, left.high + right.high);
    }

    @Override
    public Interval times(Interval left, Interval right) {
      double a = times(left.low, right.low);
      double b = times(left.low, right.high);
      double c = times(left.high, right.low);
      double d = times(left.high, right.high);
      return new Interval(
          Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    private static double times(double a, double b) {
      return a == 0 || b == 0 ? 0 : a * b;
    }

    @Override
    public Interval floorDiv(Interval numerator, long divisor) {
      return new Interval(
          Math.floor(numerator.low / divisor), Math.floor(numerator.high / divisor));
    }
  }
}
