package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** An operator that combines all elements along some axes. */
public sealed interface Reduction extends Op
    permits ReduceMean, ReduceSum, ReduceMax, ReduceMin, ReduceProd, ReduceL2 {
  /** The reduced axes, not negative, ascending. */
  List<Long> axes();

  boolean keepDims();

  /** The same reduction over other axes. */
  Reduction withAxes(List<Long> other);

  /** The same reduction, whose axes stay as size 1 or go. */
  Reduction withKeepDims(boolean keep);

  /** Whether elements that are 0 can be left out. */
  default boolean ignoresZeros() {
    return false;
  }

  static List<Long> sorted(List<Long> axes) {
    return axes.stream().sorted().distinct().toList();
  }

  @Override
  default Arity arity() {
    return Arity.of("x");
  }

  @Override
  default List<TensorType> infer(Operands in) {
    TensorType type = in.type(0);
    axes().forEach(axis -> Shapes.axis(axis, type.rank()));
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < type.rank(); i++) {
      if (!axes().contains((long) i)) {
        dims.add(type.dim(i));
      } else if (keepDims()) {
        dims.add(Dim.of(1));
      }
    }
    return List.of(type.withDims(dims));
  }

  @Override
  default void tie(Ties ties) {
    int at = 0;
    for (int i = 0; i < ties.operand(0).rank(); i++) {
      if (axes().contains((long) i)) {
        tieReduced(ties, Axis.in(0, i));
        at += keepDims() ? 1 : 0;
      } else {
        ties.same(Axis.in(0, i), Axis.out(at++));
      }
    }
  }

  private void tieReduced(Ties ties, Axis axis) {
    if (ignoresZeros()) {
      ties.free(axis);
    } else {
      ties.pin(axis, Reason.REDUCED_AXIS);
    }
  }
}
