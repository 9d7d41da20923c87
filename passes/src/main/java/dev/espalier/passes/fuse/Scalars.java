package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import java.util.OptionalDouble;

/** Constants with one element, and when two of them are the same number. */
final class Scalars {
  /** Constants of a formula differ by the rounding of a float, or of the decimals given for it. */
  private static final double TOLERANCE = 1e-6;

  private Scalars() {}

  /** The number a value is everywhere; empty if it is not a floating-point constant. */
  static OptionalDouble of(Graph graph, String value) {
    return graph
        .constant(value)
        .filter(tensor -> tensor.size() == 1 && tensor.element().isFloat())
        .map(Tensor::scalar)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  static boolean same(double found, double wanted) {
    return Math.abs(found - wanted) <= TOLERANCE * Math.abs(wanted);
  }
}
