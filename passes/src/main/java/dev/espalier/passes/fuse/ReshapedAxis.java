package dev.espalier.passes.fuse;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reshape;
import java.util.OptionalInt;

/** Axes that a reshape leaves as they are. */
final class ReshapedAxis {
  private ReshapedAxis() {}

  /** The axis of x that an axis of the result is; empty when it is part or product of others. */
  static OptionalInt before(TensorType x, Reshape reshape, int axis) {
    for (int i = 0; i < x.rank(); i++) {
      boolean same =
          x.dim(i).equals(reshape.shape().get(axis))
              && TensorType.product(x.dims().subList(0, i))
                  .equals(TensorType.product(reshape.shape().subList(0, axis)));
      if (same) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
