package dev.espalier.cli;

import java.util.Locale;

/** The command line is at fault. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String format, Object... arguments) {
    super(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
  }
}
