package dev.espalier.onnx;

import java.util.Locale;

/** A shape asked for an input does not fit the model. */
public final class InputShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InputShapeException(String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
  }
}
