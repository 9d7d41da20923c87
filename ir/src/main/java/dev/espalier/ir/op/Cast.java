package dev.espalier.ir.op;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import java.util.List;

/** The elements in another type: floats are truncated to integers, truth values are 0 and 1. */
public record Cast(ElementType to) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return List.of(in.type(0).withElement(to));
  }

  @Override
  public void tie(Ties ties) {
    Broadcast.tie(ties, 0);
  }
}
