package dev.espalier.accuracy;

import java.util.Locale;

/** Pictures or labels are missing, cannot be read, or do not fit each other or the model. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The stable reason code of such data. */
  public static final String REASON = "invalid_data";

  public DataException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }
}
