package dev.espalier.ir.run;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies elements as bytes, so that every element type is kept exactly. */
final class Moves {
  private Moves() {}

  /** A tensor of the elements at the given positions, and of {@code fill} where there is none. */
  static Tensor take(Tensor from, int[] positions, TensorType type, double fill) {
    ElementType element = from.element();
    ByteBuffer in = bytes(from);
    ByteBuffer filler = bytes(Tensor.scalar(element, fill));
    int width = element.bytes();
    ByteBuffer out = allocate(Math.multiplyExact(positions.length, width));
    for (int position : positions) {
      ByteBuffer source = position == Positions.NONE ? filler : in;
      int at = position == Positions.NONE ? 0 : position * width;
      switch (width) {
        case 8 -> out.putLong(source.getLong(at));
        case 4 -> out.putInt(source.getInt(at));
        case 2 -> out.putShort(source.getShort(at));
        default -> out.put(source.get(at));
      }
    }
    return Tensor.view(element, type.shape(), out.flip());
  }

  static Tensor concat(int axis, Call call) {
    int[] shape = call.resultShape();
    int width = call.result().element().bytes();
    ByteBuffer out = allocate(Math.multiplyExact(call.resultSize(), width));
    for (int i = 0; i < Call.product(shape, 0, axis); i++) {
      for (int o = 0; o < call.operands().size(); o++) {
        int[] part = call.shape(o);
        int run = Call.product(part, axis, part.length);
        call.operand(o).copy((long) i * run, run, out);
      }
    }
    return Tensor.view(call.result().element(), call.result().shape(), out.flip());
  }

  private static ByteBuffer bytes(Tensor tensor) {
    ByteBuffer bytes = allocate(Math.toIntExact(tensor.byteSize()));
    tensor.copy(0, Math.toIntExact(tensor.size()), bytes);
    return bytes.flip();
  }

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
