package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Matrix product of the last two axes; the axes before them are broadcast, as in NumPy. */
public record MatMul() implements Op {
  @Override
  public Arity arity() {
    return Arity.of("a", "b");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType a = in.atLeast(1, 0);
    TensorType b = in.atLeast(1, 1);
    in.equal(a.dim(a.rank() - 1), b.dim(Math.max(0, b.rank() - 2)), "inner dimension");
    List<Dim> dims = new ArrayList<>();
    int batch = Math.max(a.rank(), b.rank()) - 2;
    for (int i = 0; i < batch; i++) {
      dims.add(in.broadcast(batchDim(a, batch, i), batchDim(b, batch, i)));
    }
    if (a.rank() > 1) {
      dims.add(a.dim(a.rank() - 2));
    }
    if (b.rank() > 1) {
      dims.add(b.dim(b.rank() - 1));
    }
    return List.of(a.withDims(dims));
  }

  private static Dim batchDim(TensorType type, int batch, int index) {
    int own = index - batch + type.rank() - 2;
    return own < 0 || type.rank() < 2 ? Dim.of(1) : type.dim(own);
  }

  @Override
  public Dim macs(Operands in, List<TensorType> results) {
    TensorType a = in.type(0);
    return results.get(0).elements().times(a.dim(a.rank() - 1));
  }

  @Override
  public void tie(Ties ties) {
    int a = ties.operand(0).rank();
    int b = ties.operand(1).rank();
    int result = ties.result(0).rank();
    ties.same(Axis.in(0, a - 1), Axis.in(1, Math.max(0, b - 2)));
    if (a > 1) {
      ties.same(Axis.in(0, a - 2), Axis.out(b > 1 ? result - 2 : result - 1));
    }
    if (b > 1) {
      ties.same(Axis.in(1, b - 1), Axis.out(result - 1));
    }
    int rows = (a > 1 ? 1 : 0) + (b > 1 ? 1 : 0);
    tieBatch(ties, 0, a - 2, result - rows);
    tieBatch(ties, 1, b - 2, result - rows);
  }

  private static void tieBatch(Ties ties, int operand, int axes, int batch) {
    TensorType type = ties.operand(operand);
    for (int i = 0; i < axes; i++) {
      int out = batch - axes + i;
      if (!type.dim(i).is(1) || ties.result(0).dim(out).is(1)) {
        ties.same(Axis.in(operand, i), Axis.out(out));
      }
    }
  }
}
