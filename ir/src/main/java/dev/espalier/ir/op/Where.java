package dev.espalier.ir.op;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.List;

/** {@code a} where the condition holds, {@code b} elsewhere; all three are broadcast. */
public record Where() implements Op {
  @Override
  public Arity arity() {
    return Arity.of("condition", "a", "b");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    if (in.type(0).element() != ElementType.BOOL || in.type(1).element() != in.type(2).element()) {
      throw new IrException("where of %s, %s, %s", in.type(0), in.type(1), in.type(2));
    }
    return List.of(in.type(1).withDims(Broadcast.dims(in, 0, 1, 2)));
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < 3; i++) {
      Broadcast.tie(ties, i);
    }
  }
}
