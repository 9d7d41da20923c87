package dev.espalier.ir.text;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;

/**
 * Pseudo-random tensors that are the same everywhere: {@code #rand(seed)} in textual IR. The
 * generator is {@link SplitMix64}, so neighbouring seeds give unrelated tensors.
 */
public final class SeededTensor {
  private SeededTensor() {}

  /**
   * Floats are uniform in [-1, 1), signed integers in -16 .. 15, unsigned ones in 0 .. 31, and
   * truth values are fair.
   */
  public static Tensor of(TensorType type, long seed) {
    return of(type, seed, 1);
  }

  /** As {@link #of(TensorType, long)}, with floats uniform in [-scale, scale). */
  public static Tensor of(TensorType type, long seed, double scale) {
    double[] values = new double[Math.toIntExact(type.elements().value())];
    for (int i = 0; i < values.length; i++) {
      values[i] = element(type.element(), SplitMix64.unit(seed, i), scale);
    }
    return Tensor.of(type.element(), type.shape(), values);
  }

  private static double element(ElementType element, double unit, double scale) {
    return switch (element) {
      case F32, F16, F64, BF16 -> (2 * unit - 1) * scale;
      case BOOL -> unit < 0.5 ? 0 : 1;
      case U8, U16, U32, U64 -> Math.floor(32 * unit);
      default -> Math.floor(32 * unit) - 16;
    };
  }
}
