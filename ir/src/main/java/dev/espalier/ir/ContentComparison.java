package dev.espalier.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Compares tensors chunk by chunk; those that differ mostly do so in the first one. */
final class ContentComparison {
  private static final int CHUNK = 1 << 12;

  private ContentComparison() {}

  /** Whether tensors of the same type have the same bytes. */
  static boolean areEqual(Tensor a, Tensor b) {
    ByteBuffer left = buffer(a);
    ByteBuffer right = buffer(b);
    for (long from = 0; from < a.size(); from += CHUNK) {
      int count = (int) Math.min(CHUNK, a.size() - from);
      a.copy(from, count, left.clear());
      b.copy(from, count, right.clear());
      if (!left.flip().equals(right.flip())) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer buffer(Tensor tensor) {
    return ByteBuffer.allocate((int) Math.min(CHUNK, tensor.size()) * tensor.element().bytes())
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
