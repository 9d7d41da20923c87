package dev.espalier.cli;

import java.util.Locale;

/** Fractions as a person reads them. */
final class Percent {
  private Percent() {}

  /** A fraction with two digits behind the point of its percentage. */
  static String of(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
