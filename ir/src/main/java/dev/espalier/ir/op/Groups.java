package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;

/** Groups of a convolution of either kind. */
final class Groups {
  private Groups() {}

  /** The weight, which must have as many axes as x, some elements, and whole groups of them. */
  static TensorType weight(Operands in, long groups) {
    TensorType weight = in.exactly(in.type(0).rank(), 1);
    if (weight.dims().stream().anyMatch(dim -> dim.is(0))) {
      throw new IrException("a weight %s without elements", weight);
    }
    if (groups <= 0 || weight.dim(0).isConstant() && weight.dim(0).value() % groups != 0) {
      throw new IrException("%d groups for a weight %s", groups, weight);
    }
    return weight;
  }

  /** The bias, if there is one, must have an element per result channel. */
  static void checkBias(Operands in, Dim channels) {
    if (in.has(2)) {
      in.equal(in.exactly(1, 2).dim(0), channels, "bias");
    }
  }

  /** How many groups still have an input channel after some were removed. */
  static long left(long groups, Kept kept) {
    Axis channels = Axis.in(0, 1);
    if (!kept.cut(channels)) {
      return groups;
    }
    long perGroup = kept.size(channels) / groups;
    long left = 0;
    long last = -1;
    for (int index : kept.indices(channels)) {
      left += index / perGroup > last ? 1 : 0;
      last = index / perGroup;
    }
    return left;
  }
}
