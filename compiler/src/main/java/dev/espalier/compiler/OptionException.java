package dev.espalier.compiler;

import java.util.Locale;

/** An option cannot be what it was given. The message names it as on the command line. */
public final class OptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OptionException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }

  OptionException because(Exception cause) {
    initCause(cause);
    return this;
  }
}
