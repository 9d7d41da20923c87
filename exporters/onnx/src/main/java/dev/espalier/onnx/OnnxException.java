package dev.espalier.onnx;

import java.util.Locale;

/**
 * A model that cannot be read. The message names the place (node, value, initializer or file); the
 * code is stable, so that machines can tell the reasons apart.
 */
public final class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a model cannot be read. */
  public enum Code {
    /** The bytes are not an ONNX model, or the model contradicts itself or the specification. */
    MALFORMED_MODEL,
    /** A file with weights is missing, too short, or outside the model's folder. */
    EXTERNAL_DATA_MISSING,
    /**
     * An operator of a domain that ONNX Runtime does not have, without a definition in the model.
     */
    FOREIGN_OPERATOR_DOMAIN,
    /** A score of a channel mask is infinite or not a number. */
    MASK_SCORE_NOT_FINITE;

    /** The form in reports and on the command line: {@code malformed_model}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Code code;

  public OnnxException(Code code, String format, Object... arguments) {
    super(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    this.code = code;
  }

  OnnxException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static OnnxException malformed(String format, Object... arguments) {
    return new OnnxException(Code.MALFORMED_MODEL, format, arguments);
  }

  /** This with the place it happened at; the innermost place counts. */
  OnnxException at(String place) {
    return getCause() instanceof OnnxException
        ? this
        : new OnnxException(code, place + ": " + getMessage(), this);
  }

  public Code code() {
    return code;
  }
}
