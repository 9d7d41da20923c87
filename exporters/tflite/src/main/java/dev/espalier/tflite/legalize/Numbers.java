package dev.espalier.tflite.legalize;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.Match;
import java.util.Arrays;

/** Scalar constants for rules. */
final class Numbers {
  private Numbers() {}

  /** A constant of the element type of operand 0 of the root. */
  static String of(Match match, double value) {
    return match.constant("number", Tensor.scalar(match.type(0).element(), value));
  }

  /** A vector of 32-bit floats, one per channel, as broadcast to values [N,C,...] of a rank. */
  static String perChannel(Match match, String hint, int rank, double... values) {
    long[] shape = new long[rank - 1];
    Arrays.fill(shape, 1);
    shape[0] = values.length;
    return match.constant(hint, Tensor.of(ElementType.F32, shape, values));
  }
}
