package dev.espalier.onnx;

import java.util.Locale;

/**
 * A graph that the wanted operator set cannot express. The message names the value and what it
 * needs; the code is stable, so that machines can tell the reasons apart.
 */
public final class NotRepresentableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a graph cannot be written. */
  public enum Code {
    /** The operator set is none that can be written. */
    OPSET_NOT_SUPPORTED,
    /** An operator does not exist, or not in this form, in the operator set. */
    OPERATOR_NEEDS_NEWER_OPSET,
    /** An operator that is passed through unchanged means something else in the operator set. */
    OPAQUE_OPERATOR_CHANGED,
    /** A size that is only known at run time cannot be computed from the sizes of values. */
    SIZE_NOT_COMPUTABLE;

    /** The form in reports and on the command line: {@code opset_not_supported}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Code code;
  private final int needed;

  NotRepresentableException(Code code, String format, Object... arguments) {
    this(code, 0, String.format(Locale.ROOT, format, arguments));
  }

  private NotRepresentableException(Code code, int needed, String message) {
    super(message);
    this.code = code;
    this.needed = needed;
  }

  static NotRepresentableException needs(int opset, String format, Object... arguments) {
    return new NotRepresentableException(
        Code.OPERATOR_NEEDS_NEWER_OPSET, opset, String.format(Locale.ROOT, format, arguments));
  }

  public Code code() {
    return code;
  }

  /** The operator set that is new enough; 0 when none is. */
  int needed() {
    return needed;
  }
}
