package dev.espalier.onnx;

import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.Locale;

/**
 * A node that is valid, but that no operator of the graph stands for; it becomes opaque. The
 * message says why, the types are those of its results where they are known all the same.
 */
final class NotModelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<TensorType> types;

  NotModelled(String format, Object... arguments) {
    this(List.of(), format, arguments);
  }

  NotModelled(List<TensorType> types, String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments), null, false, false);
    this.types = List.copyOf(types);
  }

  List<TensorType> types() {
    return types;
  }
}
