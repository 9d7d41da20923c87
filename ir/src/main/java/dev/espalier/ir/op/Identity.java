package dev.espalier.ir.op;

import dev.espalier.ir.TensorType;
import java.util.List;

/** x itself; stands where a graph input is a graph output, too. */
public record Identity() implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return List.of(in.type(0));
  }

  @Override
  public void tie(Ties ties) {
    Broadcast.tie(ties, 0);
  }
}
