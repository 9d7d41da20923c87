package dev.espalier.zoo;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Bytes;
import dev.espalier.ir.op.Opaque;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Max pooling over squares of 2x2 that knows where the maxima were, and its inverse, which puts
 * values back there, among zeros. Both are operators of ONNX that the compiler does not model.
 *
 * @param maxima of the squares, [N,C,H/2,W/2]
 * @param positions of the maxima in a picture [N,C,H,W]
 */
record Unpooling(Value maxima, String positions) {
  private static final long SIZE = 2;

  /** Attributes as a NodeProto of ONNX has them. */
  private static final Bytes WINDOW = window();

  static Unpooling pool(Value x) {
    TensorType type = sized(x, x.size(2) / SIZE, x.size(3) / SIZE);
    List<TensorType> types = List.of(type, type.withElement(ElementType.I64));
    List<Value> results =
        x.then(
            new Opaque("", "MaxPool", WINDOW, List.of(), types), List.of("max_pool", "positions"));
    return new Unpooling(results.get(0), results.get(1).name());
  }

  /** A value of the shape of the maxima at their positions. */
  Value restore(Value x) {
    TensorType type = sized(x, x.size(2) * SIZE, x.size(3) * SIZE);
    Opaque inverse = new Opaque("", "MaxUnpool", WINDOW, List.of(), List.of(type));
    return x.then("max_unpool", inverse, positions);
  }

  private static TensorType sized(Value x, long height, long width) {
    return TensorType.of(x.type().element(), x.size(0), x.channels(), height, width);
  }

  private static Bytes window() {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    for (String name : List.of("kernel_shape", "strides")) {
      byte[] attribute = sides(name);
      node.write(0x2a); // field 5, a message: an attribute
      node.write(attribute.length);
      node.writeBytes(attribute);
    }
    return Bytes.of(node.toByteArray());
  }

  /** An attribute that is two integers. */
  private static byte[] sides(String name) {
    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
    attribute.write(0x0a); // field 1, a string: the name
    attribute.write(name.length());
    attribute.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    for (int axis = 0; axis < 2; axis++) {
      attribute.write(0x40); // field 8, a number: one of the integers
      attribute.write((int) SIZE);
    }
    attribute.writeBytes(new byte[] {(byte) 0xa0, 1, 7}); // field 20, the type: integers
    return attribute.toByteArray();
  }
}
