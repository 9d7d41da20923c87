package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import dev.espalier.ir.Tensor;
import dev.espalier.search.djl.Tensors;

/** Multiplication of a recorded array with a number. */
final class Factor {
  private Factor() {}

  /**
   * The gradient needs the factor again. As a number in Java's memory, which DJL would make of it,
   * the collector may have freed it by then.
   */
  static NDArray times(NDArray array, double factor) {
    Tensor number = Tensor.floats(new long[0], (float) factor);
    return array.mul(Tensors.toArray(array.getManager(), number));
  }
}
