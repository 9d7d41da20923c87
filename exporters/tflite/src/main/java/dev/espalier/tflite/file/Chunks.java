package dev.espalier.tflite.file;

import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Constants as bytes, a bounded number at a time: what lies in a mapped file stays there. */
final class Chunks {
  private static final int ELEMENTS = 1 << 16;

  private Chunks() {}

  /** A buffer for some elements of a tensor. */
  static ByteBuffer buffer(Tensor tensor, int elements) {
    return ByteBuffer.allocate(elements * tensor.element().bytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void write(Tensor tensor, OutputStream out) throws IOException {
    ByteBuffer chunk = buffer(tensor, (int) Math.min(ELEMENTS, tensor.size()));
    for (long from = 0; from < tensor.size(); from += ELEMENTS) {
      tensor.copy(from, (int) Math.min(ELEMENTS, tensor.size() - from), chunk.clear());
      out.write(chunk.array(), 0, chunk.position());
    }
  }
}
