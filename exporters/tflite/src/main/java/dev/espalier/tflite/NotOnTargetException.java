package dev.espalier.tflite;

import java.util.Locale;

/**
 * A graph that the chosen TFLite target cannot express. The message names the operator, the node
 * and what can be done; the code is stable, so that machines can tell the reasons apart.
 */
public final class NotOnTargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a graph cannot be lowered. */
  public enum Code {
    /** TFLite, or the GPU, has no such operator, and it cannot be built from others. */
    OP_NOT_ON_TARGET,
    /** An operator that is passed through unchanged; only ONNX can hold it. */
    OPAQUE_OP,
    /** The operator exists on the target, but not with this attribute. */
    UNSUPPORTED_ATTRIBUTE_VALUE,
    /** An operand must be a constant. */
    REQUIRES_CONSTANT_INPUT,
    /** A size is only known at run time. */
    DYNAMIC_DIMENSION,
    /** A 64-bit integer does not fit into 32 bits. */
    INT64_OUT_OF_RANGE,
    /** No flags of TFLite's resize operators give these coordinates or this rounding. */
    RESIZE_MODE_NOT_EXPRESSIBLE,
    /** A value has more axes than the target takes. */
    RANK_NOT_SUPPORTED,
    /** An element type that the target's operator does not take. */
    TYPE_NOT_SUPPORTED,
    /** An operator version that is newer than {@code --target-runtime}. */
    OP_VERSION_ABOVE_RUNTIME,
    /** The file would be larger than the format's 2 GB. */
    MODEL_TOO_LARGE,
    /** The GPU would compute something else than the CPU. */
    GPU_WRONG_RESULT;

    /** The form in reports and on the command line: {@code op_not_on_target}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Code code;

  public NotOnTargetException(Code code, String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
