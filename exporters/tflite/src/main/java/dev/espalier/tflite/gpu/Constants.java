package dev.espalier.tflite.gpu;

import dev.espalier.ir.Tensor;

/** What a constant holds. */
final class Constants {
  private static final int CHUNK = 1 << 13;

  private Constants() {}

  /** The largest magnitude; NaN if an element is. */
  static double largest(Tensor tensor) {
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
