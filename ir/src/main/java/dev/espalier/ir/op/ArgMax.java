package dev.espalier.ir.op;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import java.util.List;

/** The index of the greatest element along an axis, as i64; of the first one or of the last. */
public record ArgMax(
    long axis, @Default("true") boolean keepDims, @Default("false") boolean selectLast)
    implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return new ReduceMax(List.of(axis), keepDims)
        .infer(in).stream().map(type -> type.withElement(ElementType.I64)).toList();
  }

  @Override
  public void tie(Ties ties) {
    new ReduceMax(List.of(axis), keepDims).tie(ties);
  }
}
