package dev.espalier.accuracy.score;

import java.util.Locale;

/** A model does not take pictures, or does not return classes of pixels that fit the labels. */
public final class NotEvaluableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The stable reason code of such models. */
  public static final String REASON = "not_evaluable";

  public NotEvaluableException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }
}
