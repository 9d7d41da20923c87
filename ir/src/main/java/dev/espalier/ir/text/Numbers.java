package dev.espalier.ir.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Decimal forms of numbers that read back exactly. {@link Double#toString} is not used because its
 * results changed with JDK 19.
 */
final class Numbers {
  /** This many significant decimal digits tell all doubles apart. */
  private static final int ENOUGH = 17;

  private Numbers() {}

  /** The fewest digits that read back as the double: {@code 6}, {@code 0.1}, {@code 1e-05}. */
  static String text(double value) {
    return text(value, false);
  }

  /** The fewest digits that read back as the double after rounding to a float. */
  static String floatText(double value) {
    return text(value, true);
  }

  static double parse(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private static String text(double value, boolean single) {
    if (Double.isNaN(value)) {
      return "nan";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    } else if (value == 0) {
      return 1 / value > 0 ? "0" : "-0";
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < ENOUGH; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      double back = rounded.doubleValue();
      if ((single ? (float) back : back) == value) {
        return plain(rounded);
      }
    }
    return plain(exact.round(new MathContext(ENOUGH, RoundingMode.HALF_EVEN)));
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= -5 && exponent < ENOUGH) {
      return stripped.toPlainString();
    }
    return stripped.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }
}
