package dev.espalier.ir.run;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One operator at work.
 *
 * @param operands empty where an optional operand is absent
 * @param results the types of the results
 */
record Call(List<Optional<Tensor>> operands, List<TensorType> results) {
  boolean has(int operand) {
    return operand < operands.size() && operands.get(operand).isPresent();
  }

  Tensor operand(int position) {
    return operands.get(position).orElseThrow();
  }

  double[] doubles(int operand) {
    return operand(operand).toDoubles();
  }

  int[] shape(int operand) {
    return ints(operand(operand).shape());
  }

  TensorType result() {
    return results.get(0);
  }

  int[] resultShape() {
    return ints(result().shape());
  }

  int resultSize() {
    return Math.toIntExact(result().elements().value());
  }

  /** Whether an operand is computed with in {@code long}, so that no digit is lost. */
  boolean isExact(int operand) {
    return switch (operand(operand).element()) {
      case I8, I16, I32, I64, U8, U16, U32 -> true;
      default -> false;
    };
  }

  /** The elements of an operand, repeated to a shape it broadcasts to. */
  double[] broadcast(int operand, int[] to) {
    double[] values = doubles(operand);
    if (Arrays.equals(shape(operand), to)) {
      return values;
    }
    int[] positions = Positions.broadcast(shape(operand), to);
    double[] repeated = new double[positions.length];
    Arrays.setAll(repeated, i -> values[positions[i]]);
    return repeated;
  }

  /** As {@link #broadcast}, of integers. */
  long[] broadcastLongs(int operand, int[] to) {
    long[] values = operand(operand).toLongs();
    if (Arrays.equals(shape(operand), to)) {
      return values;
    }
    int[] positions = Positions.broadcast(shape(operand), to);
    long[] repeated = new long[positions.length];
    Arrays.setAll(repeated, i -> values[positions[i]]);
    return repeated;
  }

  /** The only result, each element rounded once. */
  Tensor give(double[] values) {
    return Tensor.of(result().element(), result().shape(), values);
  }

  /** The only result, of integers that wrap as a cast does. */
  Tensor give(long[] values) {
    ElementType element = result().element();
    if (element == ElementType.BOOL || element.isFloat()) {
      return give(Arrays.stream(values).asDoubleStream().toArray());
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, element.bytes()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      switch (element.bytes()) {
        case 8 -> bytes.putLong(value);
        case 4 -> bytes.putInt((int) value);
        case 2 -> bytes.putShort((short) value);
        default -> bytes.put((byte) value);
      }
    }
    return Tensor.view(element, result().shape(), bytes.flip());
  }

  static int[] ints(long... values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  static int[] ints(List<Long> values) {
    return values.stream().mapToInt(Math::toIntExact).toArray();
  }

  static int product(int[] values, int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product = Math.multiplyExact(product, values[i]);
    }
    return product;
  }
}
