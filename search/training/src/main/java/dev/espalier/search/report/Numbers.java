package dev.espalier.search.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  private static final String[] THOUSANDS = {"", "\u00a0k", "\u00a0M", "\u00a0G", "\u00a0T"};
  private static final int DIGITS = 4;

  private Numbers() {}

  /** A number with four significant digits. */
  static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A fraction as a percentage with two digits behind the point. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f\u00a0%%", 100 * fraction);
  }

  /** A fraction as a percentage with one digit behind the point. */
  static String share(double fraction) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * fraction);
  }

  /** A count such as {@code 1.34 G}. */
  static String count(double value) {
    int power = 0;
    double scaled = value;
    while (scaled >= 1000 && power < THOUSANDS.length - 1) {
      scaled /= 1000;
      power++;
    }
    return power == 0
        ? plain(value)
        : String.format(Locale.ROOT, "%.2f", scaled) + THOUSANDS[power];
  }

  /** A cost in its unit. */
  static String cost(double value, String unit) {
    return unit.equals("ms")
        ? String.format(Locale.ROOT, "%.3f\u00a0ms", value)
        : count(value) + (value < 1000 ? "\u00a0" : "") + unit;
  }
}
