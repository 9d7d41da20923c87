package dev.espalier.tflite.gpu;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;

/** What a constant holds. */
final class Constants {
  private static final int CHUNK = 1 << 14;

  private static final int SIGN = 1 << 31;

  private Constants() {}

  /** The largest magnitude; NaN if an element is. */
  static double largest(Tensor tensor) {
    return tensor.element() == ElementType.F32 ? largestFloat(tensor) : largestNumber(tensor);
  }

  /** Without their sign, floats are in the order of their bits, with NaN at the end. */
  private static double largestFloat(Tensor tensor) {
    int[] largest = {0};
    tensor.forEachChunk(
        (from, count, bytes) -> {
          for (int i = 0; i < count; i++) {
            largest[0] = Math.max(largest[0], bytes.getInt() & ~SIGN);
          }
        });
    return Float.intBitsToFloat(largest[0]);
  }

  private static double largestNumber(Tensor tensor) {
    double[] numbers = new double[(int) Math.min(CHUNK, tensor.size())];
    double largest = 0;
    for (long from = 0; from < tensor.size(); from += CHUNK) {
      int count = (int) Math.min(CHUNK, tensor.size() - from);
      tensor.copy(from, count, numbers);
      for (int i = 0; i < count; i++) {
        largest = Math.max(largest, Math.abs(numbers[i]));
      }
    }
    return largest;
  }
}
