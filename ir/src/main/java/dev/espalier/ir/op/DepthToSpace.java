package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * Channels [N,C,H,W] rearranged into blocks of space [N,C/b^2,H b,W b].
 *
 * @param columnFirst whether channel {@code c b^2 + i} goes to channel c (CRD), not {@code i C/b^2
 *     + c} (DCR)
 */
public record DepthToSpace(long block, @Default("false") boolean columnFirst) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.exactly(4, 0);
    Dim channels = Blocks.count(x, 1, Blocks.square(block));
    return List.of(
        x.withDims(List.of(x.dim(0), channels, x.dim(2).times(block), x.dim(3).times(block))));
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    Dim channels = ties.result(0).dim(1);
    if (columnFirst) {
      ties.outer(Axis.out(1), Axis.in(0, 1));
      ties.pinDigit(Axis.in(0, 1), 1, Blocks.square(block));
    } else {
      ties.inner(Axis.out(1), Axis.in(0, 1));
      if (channels.isConstant()) {
        ties.pinDigit(Axis.in(0, 1), channels.value(), Blocks.square(block));
      }
    }
  }
}
