package dev.espalier.search.config;

import java.util.Locale;

/** A configuration that cannot be; the message names the key, what was found, what is allowed. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }
}
