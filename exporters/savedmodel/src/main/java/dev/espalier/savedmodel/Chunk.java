package dev.espalier.savedmodel;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of a protobuf file that knows its length before it is written, so that constants never
 * have to be in memory: messages around them are framed by hand.
 *
 * @param length in bytes
 */
record Chunk(long length, Content content) {
  /** Writes exactly the chunk's bytes. */
  @FunctionalInterface
  interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  /** The fields of a message. */
  static Chunk of(MessageLite message) {
    return new Chunk(message.getSerializedSize(), message::writeTo);
  }

  static Chunk of(String text) {
    ByteString bytes = ByteString.copyFromUtf8(text);
    return new Chunk(bytes.size(), out -> out.writeRawBytes(bytes));
  }

  /** The elements of a constant, little endian. */
  static Chunk of(Tensor tensor) {
    return new Chunk(tensor.byteSize(), out -> TensorBytes.write(tensor, out));
  }

  /** A field of bytes, text or a message that consists of the given parts. */
  static Chunk field(int number, Chunk... parts) {
    return field(number, Arrays.asList(parts));
  }

  static Chunk field(int number, List<Chunk> parts) {
    long inner = parts.stream().mapToLong(Chunk::length).sum();
    int tag = CodedOutputStream.computeTagSize(number);
    return new Chunk(
        tag + CodedOutputStream.computeUInt64SizeNoTag(inner) + inner,
        out -> {
          out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt64NoTag(inner);
          for (Chunk part : parts) {
            part.write(out);
          }
        });
  }

  void write(CodedOutputStream out) throws IOException {
    content.write(out);
  }
}
