package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** x broadcast to a shape: each dim of the result is the greater of both. */
public record Expand(List<Dim> shape) implements Op {
  public Expand {
    shape = List.copyOf(shape);
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    int rank = Math.max(x.rank(), shape.size());
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int own = i - rank + x.rank();
      int other = i - rank + shape.size();
      dims.add(
          in.broadcast(own < 0 ? Dim.of(1) : x.dim(own), other < 0 ? Dim.of(1) : shape.get(other)));
    }
    return List.of(x.withDims(dims));
  }

  @Override
  public Op substitute(Map<String, Dim> symbols) {
    return new Expand(shape.stream().map(dim -> dim.substitute(symbols)).toList());
  }

  @Override
  public void tie(Ties ties) {
    Broadcast.tie(ties, 0);
    TensorType x = ties.operand(0);
    TensorType result = ties.result(0);
    for (int i = 0; i < result.rank(); i++) {
      int own = i - result.rank() + x.rank();
      if (own < 0 || x.dim(own).is(1) && !result.dim(i).is(1)) {
        ties.free(Axis.out(i));
      }
    }
  }

  @Override
  public Op keep(Kept kept) {
    List<Dim> left = new ArrayList<>(shape);
    int shift = Math.max(0, kept.rank(0) - shape.size());
    for (int i = 0; i < left.size(); i++) {
      if (kept.cut(Axis.out(shift + i)) && !left.get(i).is(1)) {
        left.set(i, Dim.of(kept.count(Axis.out(shift + i))));
      }
    }
    return new Expand(left);
  }
}
