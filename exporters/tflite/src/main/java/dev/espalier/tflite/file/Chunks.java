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

  static void write(Tensor tensor, OutputStream out) throws IOException {
    int width = tensor.element().bytes();
    byte[] chunk = new byte[(int) Math.min(ELEMENTS, tensor.size()) * width];
    for (long from = 0; from < tensor.size(); from += ELEMENTS) {
      int count = (int) Math.min(ELEMENTS, tensor.size() - from);
      tensor.copy(from, count, ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN));
      out.write(chunk, 0, count * width);
    }
  }

  /** Some elements of a tensor. */
  static ByteBuffer read(Tensor tensor, long from, int count) {
    ByteBuffer bytes =
        ByteBuffer.allocate(count * tensor.element().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    tensor.copy(from, count, bytes);
    return bytes.flip();
  }
}
