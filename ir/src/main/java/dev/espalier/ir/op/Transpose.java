package dev.espalier.ir.op;

import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.stream.LongStream;

/** Axis i of the result is axis {@code permutation[i]} of x. */
public record Transpose(List<Long> permutation) implements Op {
  public Transpose {
    permutation = List.copyOf(permutation);
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    if (!permutation.stream()
        .sorted()
        .toList()
        .equals(LongStream.range(0, x.rank()).boxed().toList())) {
      throw new IrException("%s is not a permutation of the axes of %s", permutation, x);
    }
    return List.of(x.withDims(permutation.stream().map(a -> x.dim(a.intValue())).toList()));
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < permutation.size(); i++) {
      ties.same(Axis.in(0, permutation.get(i).intValue()), Axis.out(i));
    }
  }
}
