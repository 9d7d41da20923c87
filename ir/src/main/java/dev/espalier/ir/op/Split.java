package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Consecutive parts of x along an axis, of the given sizes. */
public record Split(long axis, List<Long> sizes) implements Op {
  public Split {
    sizes = List.copyOf(sizes);
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    int along = Shapes.axis(axis, x.rank());
    long sum = sizes.stream().mapToLong(Long::longValue).sum();
    in.equal(x.dim(along), Dim.of(sum), "sum of the parts");
    return sizes.stream().map(size -> x.withDim(along, Dim.of(size))).toList();
  }

  @Override
  public void tie(Ties ties) {
    long offset = 0;
    for (int r = 0; r < sizes.size(); r++) {
      for (int i = 0; i < ties.operand(0).rank(); i++) {
        if (i == axis) {
          ties.part(Axis.out(r, i), Axis.in(0, i), offset);
        } else {
          ties.same(Axis.in(0, i), Axis.out(r, i));
        }
      }
      offset += sizes.get(r);
    }
  }

  @Override
  public Op keep(Kept kept) {
    Axis whole = Axis.in(0, (int) axis);
    if (!kept.cut(whole)) {
      return this;
    }
    List<Long> left = new ArrayList<>();
    long offset = 0;
    for (long size : sizes) {
      long end = offset + size;
      long before = IndexSelect.below(kept.indices(whole), offset);
      left.add(IndexSelect.below(kept.indices(whole), end) - before);
      offset = end;
    }
    return new Split(axis, left);
  }
}
