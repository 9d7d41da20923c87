package dev.espalier.tflite;

import java.util.Locale;

/** A file that is no valid TFLite model. The message names the place and what is wrong there. */
public final class TfliteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TfliteException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }

  /** The form in reports and on the command line. */
  public String reasonCode() {
    return "malformed_model";
  }
}
