package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Slices of x along an axis, at the positions that the operand {@code indices} holds. */
public record Gather(@Default("0") long axis) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x", "indices");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    int along = Shapes.axis(axis, x.rank());
    List<Dim> dims = new ArrayList<>(x.dims().subList(0, along));
    dims.addAll(in.type(1).dims());
    dims.addAll(x.dims().subList(along + 1, x.rank()));
    return List.of(x.withDims(dims));
  }

  @Override
  public void tie(Ties ties) {
    int inserted = ties.operand(1).rank();
    for (int i = 0; i < ties.operand(0).rank(); i++) {
      if (i != axis) {
        ties.same(Axis.in(0, i), Axis.out(i < axis ? i : i + inserted - 1));
      }
    }
  }
}
