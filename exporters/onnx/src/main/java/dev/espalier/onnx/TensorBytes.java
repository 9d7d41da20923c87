package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Constants in ONNX's form: a head with name, type and shape, and little-endian bytes. */
final class TensorBytes {
  private static final int CHUNK = 1 << 14;

  /** Takes bytes. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private TensorBytes() {}

  /** Everything but the bytes. */
  static TensorProto.Builder head(String name, Tensor tensor) {
    TensorProto.Builder head =
        TensorProto.newBuilder().setDataType(ElementTypes.number(tensor.element()));
    if (!name.isEmpty()) {
      head.setName(name);
    }
    for (long dim : tensor.shape()) {
      head.addDims(dim);
    }
    return head;
  }

  /** A whole message, for tensors that are small. */
  static TensorProto small(String name, Tensor tensor) {
    ByteString.Output bytes = ByteString.newOutput();
    try {
      write(tensor, bytes::write);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return head(name, tensor).setRawData(bytes.toByteString()).build();
  }

  /** Writes the bytes, a bounded number at a time: what is cut from a mapped file stays there. */
  static void write(Tensor tensor, Sink out) throws IOException {
    int width = tensor.element().bytes();
    byte[] chunk = new byte[(int) Math.min(CHUNK, tensor.size()) * width];
    for (long from = 0; from < tensor.size(); from += CHUNK) {
      int count = (int) Math.min(CHUNK, tensor.size() - from);
      ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
      tensor.copy(from, count, buffer);
      out.write(chunk, 0, count * width);
    }
  }
}
