package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Moves floats to a neighbour, the smallest change an input can have. */
final class Ulp {
  private static final long SEED = 11;

  private Ulp() {}

  /**
   * Moves every float one step, up or down in magnitude as a coin falls, or all of them the other
   * way. Integers stay, and so do values without a finite neighbour on that side.
   */
  static Map<String, Tensor> move(Map<String, Tensor> tensors, boolean otherWay) {
    Map<String, Tensor> moved = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> moved.put(name, move(tensor, new Random(SEED), otherWay)));
    return moved;
  }

  private static Tensor move(Tensor tensor, Random coin, boolean otherWay) {
    ElementType element = tensor.element();
    if (!element.isFloat()) {
      return tensor;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.byteSize()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    tensor.copy(0, Math.toIntExact(tensor.size()), bytes);
    for (int at = 0; at < bytes.capacity(); at += element.bytes()) {
      step(element, bytes, at, coin.nextBoolean() != otherWay);
    }
    return Tensor.view(element, tensor.shape(), bytes.flip());
  }

  /** In IEEE formats the neighbour in magnitude is the next integer, below the bits of infinity. */
  private static void step(ElementType element, ByteBuffer bytes, int at, boolean grow) {
    switch (element) {
      case F32 -> bytes.putInt(at, (int) step(bytes.getInt(at), 0x7f7fffffL, grow));
      case F64 -> bytes.putLong(at, step(bytes.getLong(at), 0x7fefffffffffffffL, grow));
      case F16 -> bytes.putShort(at, (short) step(bytes.getShort(at), 0x7bff, grow));
      case BF16 -> bytes.putShort(at, (short) step(bytes.getShort(at), 0x7f7f, grow));
      default -> throw new IllegalStateException("not a float: " + element);
    }
  }

  /** The low bits of {@code largest} hold the magnitude of the largest finite number. */
  private static long step(long bits, long largest, boolean grow) {
    long magnitude = bits & (Long.highestOneBit(largest) * 2 - 1);
    if (grow) {
      return magnitude < largest ? bits + 1 : bits;
    }
    return magnitude > 0 && magnitude <= largest ? bits - 1 : bits;
  }
}
