package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;

/** Square blocks of space that become channels, or come from them. */
final class Blocks {
  private Blocks() {}

  /** How many positions a block has. */
  static long square(long block) {
    if (block <= 0) {
      throw new IrException("blocks of %d", block);
    }
    return Math.multiplyExact(block, block);
  }

  /** How many times a size fits into an axis, without a rest. */
  static Dim count(TensorType x, int axis, long size) {
    if (x.dim(axis).isConstant() && x.dim(axis).value() % size != 0) {
      throw new IrException("axis %d of %s is no multiple of %d", axis, x, size);
    }
    return x.dim(axis).floorDiv(size);
  }
}
