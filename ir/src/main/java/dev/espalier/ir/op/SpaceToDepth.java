package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.List;

/** Blocks of space [N,C,H,W] rearranged into channels [N,C b^2,H/b,W/b]. */
public record SpaceToDepth(long block) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.exactly(4, 0);
    if (block <= 0) {
      throw new IrException("blocks of %d", block);
    }
    for (int i = 2; i < 4; i++) {
      if (x.dim(i).isConstant() && x.dim(i).value() % block != 0) {
        throw new IrException("blocks of %d in %s", block, x);
      }
    }
    return List.of(
        x.withDims(
            List.of(
                x.dim(0),
                x.dim(1).times(square()),
                x.dim(2).floorDiv(block),
                x.dim(3).floorDiv(block))));
  }

  private long square() {
    return Math.multiplyExact(block, block);
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    ties.inner(Axis.in(0, 1), Axis.out(1));
    Dim channels = ties.operand(0).dim(1);
    if (channels.isConstant()) {
      ties.pinDigit(Axis.out(1), channels.value(), square());
    }
  }
}
