package dev.espalier.passes.simplify;

import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;

/** Recognises constants that hold one number everywhere. */
final class Uniform {
  private static final int CHUNK = 1 << 10;

  private Uniform() {}

  /** The number all elements have; empty if they differ, if there are none, or for NaN. */
  static OptionalDouble value(Tensor tensor) {
    if (tensor.size() == 0 || !tensor.element().isNumeric()) {
      return OptionalDouble.empty();
    }
    double first = tensor.at(0);
    return !Double.isNaN(first) && isRepeated(tensor)
        ? OptionalDouble.of(first)
        : OptionalDouble.empty();
  }

  static boolean is(Tensor tensor, double value) {
    OptionalDouble found = value(tensor);
    return found.isPresent() && found.getAsDouble() == value;
  }

  /** Reads only as far as the first chunk that differs. */
  private static boolean isRepeated(Tensor tensor) {
    ByteBuffer first = bytes(tensor, 0, 1);
    for (long from = 0; from < tensor.size(); from += CHUNK) {
      int count = (int) Math.min(CHUNK, tensor.size() - from);
      ByteBuffer bytes = bytes(tensor, from, count);
      for (int i = 0; i < bytes.limit(); i++) {
        if (bytes.get(i) != first.get(i % first.limit())) {
          return false;
        }
      }
    }
    return true;
  }

  private static ByteBuffer bytes(Tensor tensor, long from, int count) {
    ByteBuffer bytes =
        ByteBuffer.allocate(count * tensor.element().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    tensor.copy(from, count, bytes);
    return bytes.flip();
  }
}
