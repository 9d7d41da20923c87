package dev.espalier.ir.text;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;

/**
 * Pseudo-random tensors that are the same everywhere: {@code #rand(seed)} in textual IR. The
 * generator is SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators,
 * 2014), so neighbouring seeds give unrelated tensors.
 */
public final class SeededTensor {
  private static final long STEP = 0x9e3779b97f4a7c15L;

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
      double unit = (mix(seed + (i + 1) * STEP) >>> 11) * 0x1p-53;
      values[i] = element(type.element(), unit, scale);
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

  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
