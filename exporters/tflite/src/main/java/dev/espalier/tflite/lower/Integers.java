package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.Arrays;

/** Constants of 32-bit integers, as operators take axes, sizes and the like. */
final class Integers {
  private Integers() {}

  static Tensor scalar(long number) {
    return Tensor.scalar(ElementType.I32, (double) number);
  }

  static Tensor vector(long... numbers) {
    return of(numbers, numbers.length);
  }

  /** Rows of two: [n,2]. */
  static Tensor pairs(long... numbers) {
    return of(numbers, numbers.length / 2, 2);
  }

  private static Tensor of(long[] numbers, long... shape) {
    return Tensor.of(ElementType.I32, shape, Arrays.stream(numbers).asDoubleStream().toArray());
  }
}
