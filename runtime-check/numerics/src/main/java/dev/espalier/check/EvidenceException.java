package dev.espalier.check;

import java.util.Locale;

/** The inputs asked for (sizes, samples) do not fit the model, or cannot be read. */
public final class EvidenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EvidenceException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }
}
