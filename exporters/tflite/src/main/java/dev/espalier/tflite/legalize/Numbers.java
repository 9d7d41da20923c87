package dev.espalier.tflite.legalize;

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

  /** One number per channel, as broadcast to operand 0 [N,C,...] of the root, of its type. */
  static String perChannel(Match match, String hint, double... values) {
    long[] shape = new long[match.type(0).rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = values.length;
    return match.constant(hint, Tensor.of(match.type(0).element(), shape, values));
  }
}
