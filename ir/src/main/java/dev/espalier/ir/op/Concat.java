package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The operands one after the other along an axis. */
public record Concat(long axis) implements Op {
  @Override
  public Arity arity() {
    return Arity.variadic("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType first = in.type(0);
    int along = Shapes.axis(axis, first.rank());
    List<Dim> dims = new ArrayList<>(first.dims());
    for (int o = 1; o < in.count(); o++) {
      TensorType next = in.exactly(first.rank(), o);
      if (next.element() != first.element()) {
        throw new IrException("element types differ: %s and %s", first, next);
      }
      for (int i = 0; i < dims.size(); i++) {
        dims.set(
            i,
            i == along
                ? dims.get(i).plus(next.dim(i))
                : in.equal(dims.get(i), next.dim(i), "axis " + i));
      }
    }
    return List.of(first.withDims(dims));
  }

  @Override
  public void tie(Ties ties) {
    Dim offset = Dim.of(0);
    for (int o = 0; ties.has(o); o++) {
      TensorType type = ties.operand(o);
      for (int i = 0; i < type.rank(); i++) {
        if (i != axis) {
          ties.same(Axis.in(o, i), Axis.out(i));
        } else if (offset.isConstant() && ties.result(0).dim(i).isConstant()) {
          ties.part(Axis.in(o, i), Axis.out(i), offset.value());
        }
      }
      offset = offset.plus(type.dim((int) axis));
    }
  }
}
