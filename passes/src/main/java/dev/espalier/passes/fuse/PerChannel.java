package dev.espalier.passes.fuse;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.util.Arrays;
import java.util.Optional;

/** Constants that hold one number per channel. */
final class PerChannel {
  private PerChannel() {}

  /**
   * The numbers of a constant that is broadcast to a value, one per index of an axis of the value.
   * Empty when the constant varies along another axis or makes the result larger than the value.
   */
  static Optional<double[]> values(Tensor constant, TensorType value, int axis) {
    int shift = value.rank() - constant.rank();
    if (shift < 0 || axis >= value.rank() || !value.dim(axis).isConstant()) {
      return Optional.empty();
    }
    long channels = value.dim(axis).value();
    for (int i = 0; i < constant.rank(); i++) {
      boolean fits = constant.dim(i) == 1 || shift + i == axis && constant.dim(i) == channels;
      if (!fits) {
        return Optional.empty();
      }
    }
    double[] values = new double[Math.toIntExact(channels)];
    if (constant.size() == 1) {
      Arrays.fill(values, constant.scalar());
      return Optional.of(values);
    }
    return Optional.of(constant.toDoubles());
  }

  /**
   * A constant that is broadcast to a value, with each index of an axis of the value multiplied by
   * a factor. Empty when it varies along other axes only, or makes the result larger.
   */
  static Optional<WeightScaling> scaled(
      Tensor constant, TensorType value, int axis, double... factors) {
    int own = axis - value.rank() + constant.rank();
    if (own >= 0 && constant.rank() <= value.rank() && constant.dim(own) == factors.length) {
      return Optional.of(new WeightScaling(constant, own, factors));
    }
    return values(constant, value, axis)
        .map(
            values ->
                Tensor.of(constant.element(), shape(values.length, axis, value.rank()), values))
        .map(vector -> new WeightScaling(vector, 0, factors));
  }

  /** The shape in which [C] is broadcast along an axis of a value of some rank. */
  static long[] shape(long channels, int axis, int rank) {
    long[] shape = new long[rank - axis];
    Arrays.fill(shape, 1);
    shape[0] = channels;
    return shape;
  }
}
