package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The given indices of one axis, in that order: a gather whose indices are known. */
public record IndexSelect(long axis, List<Long> indices) implements Op {
  public IndexSelect {
    indices = List.copyOf(indices);
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    int along = Shapes.axis(axis, x.rank());
    for (long index : indices) {
      if (index < 0 || x.dim(along).isConstant() && index >= x.dim(along).value()) {
        throw new IrException("index %d of axis %d of %s", index, axis, x);
      }
    }
    return List.of(x.withDim(along, Dim.of(indices.size())));
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < ties.operand(0).rank(); i++) {
      if (i != axis) {
        ties.same(Axis.in(0, i), Axis.out(i));
      } else if (ties.operand(0).dim(i).isConstant()) {
        ties.select(Axis.in(0, i), Axis.out(i), indices);
      }
    }
  }

  @Override
  public Op keep(Kept kept) {
    if (!kept.cut(Axis.in(0, (int) axis)) && !kept.cut(Axis.out((int) axis))) {
      return this;
    }
    int[] left = kept.indices(Axis.in(0, (int) axis));
    List<Long> renumbered = new ArrayList<>();
    for (int index : kept.indices(Axis.out((int) axis))) {
      renumbered.add(below(left, indices.get(index)));
    }
    return new IndexSelect(axis, renumbered);
  }

  /** How many of the ascending indices are below a bound. */
  static long below(int[] indices, long bound) {
    return Arrays.stream(indices).filter(index -> index < bound).count();
  }
}
