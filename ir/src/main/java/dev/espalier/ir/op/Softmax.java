package dev.espalier.ir.op;

import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.List;

/** exp(x) divided by its sum along an axis. */
public record Softmax(long axis) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    Shapes.axis(axis, in.type(0).rank());
    return List.of(in.type(0));
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < ties.operand(0).rank(); i++) {
      if (i == axis) {
        ties.pin(Axis.in(0, i), Reason.REDUCED_AXIS);
        ties.pin(Axis.out(i), Reason.REDUCED_AXIS);
      } else {
        ties.same(Axis.in(0, i), Axis.out(i));
      }
    }
  }
}
