package dev.espalier.passes.simplify;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.nio.ByteBuffer;

/**
 * The type and bytes of a constant, to be compared. Only constants that agree at their ends are
 * read completely, and their digests are remembered.
 */
final class Content {
  private static final int PROBE = 32;

  private final Tensor tensor;
  private final TensorType type;
  private final ByteBuffer head;
  private final ByteBuffer tail;

  Content(Tensor tensor) {
    int count = (int) Math.min(PROBE, tensor.size());
    this.tensor = tensor;
    this.type = tensor.type();
    this.head = bytes(tensor, 0, count);
    this.tail = bytes(tensor, tensor.size() - count, count);
  }

  private static ByteBuffer bytes(Tensor tensor, long from, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * tensor.element().bytes());
    tensor.copy(from, count, bytes);
    return bytes.flip();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that
        && type.equals(that.type)
        && head.equals(that.head)
        && tail.equals(that.tail)
        && (tensor.size() <= PROBE || tensor.digest().equals(that.tensor.digest()));
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + head.hashCode() ^ tail.hashCode();
  }
}
