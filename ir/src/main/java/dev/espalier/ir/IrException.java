package dev.espalier.ir;

import java.util.Locale;

/** The model is at fault. The message names the value, what was found and what was needed. */
public final class IrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IrException(String format, Object... arguments) {
    super(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
  }
}
