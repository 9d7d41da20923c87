package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Constants in ONNX's form: a head with name, type and shape, and little-endian bytes. */
final class TensorBytes {
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
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(tensor.byteSize())).order(ByteOrder.LITTLE_ENDIAN);
    tensor.copy(0, Math.toIntExact(tensor.size()), bytes);
    return head(name, tensor).setRawData(ByteString.copyFrom(bytes.flip())).build();
  }

  /** Writes the bytes, a bounded number at a time: what is cut from a mapped file stays there. */
  static void write(Tensor tensor, HashedFile out) throws IOException {
    int width = tensor.element().bytes();
    for (long from = 0; from < tensor.size(); ) {
      ByteBuffer room = out.room(width);
      int count = (int) Math.min(room.remaining() / width, tensor.size() - from);
      tensor.copy(from, count, room);
      from += count;
    }
  }
}
