package dev.espalier.tflite.gpu;

import java.util.Locale;

/** Numbers between two bounds, which belong to it; an unknown bound is infinite. */
record Range(double low, double high) {
  static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Range of(double low, double high) {
    return new Range(Double.isNaN(low) ? ANY.low : low, Double.isNaN(high) ? ANY.high : high);
  }

  Range clamp(double least, double most) {
    return new Range(Math.min(Math.max(low, least), most), Math.max(Math.min(high, most), least));
  }

  Range union(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  Range plus(Range other) {
    return of(low + other.low, high + other.high);
  }

  Range minus(Range other) {
    return plus(other.negate());
  }

  Range negate() {
    return new Range(-high, -low);
  }

  Range times(Range other) {
    double a = low * other.low;
    double b = low * other.high;
    double c = high * other.low;
    double d = high * other.high;
    return of(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** Unknown where the divisor may be 0. */
  Range over(Range other) {
    boolean mayBeZero = other.low <= 0 && other.high >= 0;
    return mayBeZero ? ANY : times(of(1 / other.high, 1 / other.low));
  }

  Range abs() {
    double most = Math.max(Math.abs(low), Math.abs(high));
    return new Range(low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high)), most);
  }

  Range square() {
    Range size = abs();
    return new Range(size.low * size.low, size.high * size.high);
  }

  /** The largest magnitude. */
  double size() {
    return abs().high;
  }

  @Override
  public String toString() {
    if (equals(ANY)) {
      return "numbers of unknown size";
    }
    String from = low == ANY.low ? "" : " from " + text(low);
    String to = high == ANY.high ? "" : " up to " + text(high);
    return "numbers" + from + to;
  }

  /** A number as messages have it. */
  static String text(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e6;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.3g", number);
  }
}
