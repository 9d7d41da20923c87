package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** x repeated along each axis. */
public record Tile(List<Long> repeats) implements Op {
  public Tile {
    repeats = List.copyOf(repeats);
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.exactly(repeats.size(), 0);
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      dims.add(x.dim(i).times(repeats.get(i)));
    }
    return List.of(x.withDims(dims));
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < repeats.size(); i++) {
      if (repeats.get(i) == 1) {
        ties.same(Axis.in(0, i), Axis.out(i));
      } else {
        ties.inner(Axis.in(0, i), Axis.out(i));
        if (ties.operand(0).dim(i).isConstant()) {
          ties.pinDigit(Axis.out(i), ties.operand(0).dim(i).value(), repeats.get(i));
        }
      }
    }
  }
}
