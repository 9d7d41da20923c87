package dev.espalier.ir.op;

import dev.espalier.ir.TensorType;
import java.util.List;

/** The logarithm of the softmax along an axis. */
public record LogSoftmax(long axis) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return new Softmax(axis).infer(in);
  }

  @Override
  public void tie(Ties ties) {
    new Softmax(axis).tie(ties);
  }
}
