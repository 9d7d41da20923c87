package dev.espalier.savedmodel;

import com.google.protobuf.CodedOutputStream;
import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of a constant as bytes, a bounded number at a time. */
final class TensorBytes {
  private static final int ELEMENTS = 1 << 14;

  private TensorBytes() {}

  static void write(Tensor tensor, CodedOutputStream out) throws IOException {
    int width = tensor.element().bytes();
    byte[] bytes = new byte[(int) Math.min(ELEMENTS, tensor.size()) * width];
    for (long from = 0; from < tensor.size(); from += ELEMENTS) {
      int count = (int) Math.min(ELEMENTS, tensor.size() - from);
      tensor.copy(from, count, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
      out.writeRawBytes(bytes, 0, count * width);
    }
  }
}
