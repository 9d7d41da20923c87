package dev.espalier.check;

import java.util.Locale;

/**
 * A model that may be valid, but cannot be run on made-up inputs here: an input is no tensor of
 * numbers, values are larger than the memory, or it runs too long.
 */
public final class NotVerifiableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason code in reports and on the command line. */
  public static final String REASON = "not_verifiable";

  NotVerifiableException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }
}
