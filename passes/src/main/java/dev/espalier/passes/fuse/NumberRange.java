package dev.espalier.passes.fuse;

import dev.espalier.ir.ElementType;
import java.util.Arrays;

/**
 * The magnitudes that a floating-point type holds with all its digits; 0 counts as held.
 *
 * @param least the smallest normal number
 * @param most the largest finite number
 */
record NumberRange(double least, double most) {
  static NumberRange of(ElementType element) {
    return switch (element) {
      case F16 -> new NumberRange(0x1p-14, 65504);
      case BF16 -> new NumberRange(Float.MIN_NORMAL, 0x1.fep127);
      case F32 -> new NumberRange(Float.MIN_NORMAL, Float.MAX_VALUE);
      case F64 -> new NumberRange(Double.MIN_NORMAL, Double.MAX_VALUE);
      default -> throw new IllegalArgumentException(element.text() + " numbers do not round");
    };
  }

  /** Whether none of these summands becomes infinite. Small ones lose what their sums lose, too. */
  boolean holdsSummands(double... numbers) {
    return Arrays.stream(numbers).allMatch(number -> Math.abs(number) <= most);
  }

  /** Whether a number times a factor is held; one that was too small may stay so. */
  boolean holdsProduct(double number, double factor) {
    double product = Math.abs(number * factor);
    return product <= most && (product >= least || factor == 0 || Math.abs(number) < least);
  }
}
