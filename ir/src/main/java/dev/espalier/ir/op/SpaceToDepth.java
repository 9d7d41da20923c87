package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
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
    Dim channels = x.dim(1).times(Blocks.square(block));
    Dim height = Blocks.count(x, 2, block);
    Dim width = Blocks.count(x, 3, block);
    return List.of(x.withDims(List.of(x.dim(0), channels, height, width)));
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    ties.inner(Axis.in(0, 1), Axis.out(1));
    Dim channels = ties.operand(0).dim(1);
    if (channels.isConstant()) {
      ties.pinDigit(Axis.out(1), channels.value(), Blocks.square(block));
    }
  }
}
