package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * {@code alpha a b + beta c} of matrices, a [M,K] or, transposed, [K,M]; b [K,N] or, transposed,
 * [N,K]; c broadcast to [M,N].
 */
public record Gemm(
    @Default("false") boolean transA,
    @Default("false") boolean transB,
    @Default("1.0") double alpha,
    @Default("1.0") double beta)
    implements Op {
  @Override
  public Arity arity() {
    return Arity.optional(2, "a", "b", "c");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType a = in.exactly(2, 0);
    TensorType b = in.exactly(2, 1);
    in.equal(a.dim(transA ? 0 : 1), b.dim(transB ? 1 : 0), "inner dimension");
    TensorType result = a.withDims(List.of(a.dim(transA ? 1 : 0), b.dim(transB ? 0 : 1)));
    if (in.has(2)) {
      TensorType c = in.type(2);
      for (int i = 0; i < c.rank(); i++) {
        if (c.rank() > 2) {
          throw new IrException("c %s does not broadcast to %s", c, result);
        }
        if (!c.dim(i).is(1)) {
          in.equal(c.dim(i), result.dim(2 - c.rank() + i), "c");
        }
      }
    }
    return List.of(result);
  }

  @Override
  public Dim macs(Operands in, List<TensorType> results) {
    return results.get(0).elements().times(in.type(0).dim(transA ? 0 : 1));
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, transA ? 1 : 0), Axis.out(0));
    ties.same(Axis.in(1, transB ? 0 : 1), Axis.out(1));
    ties.same(Axis.in(0, transA ? 0 : 1), Axis.in(1, transB ? 1 : 0));
    if (ties.has(2)) {
      Broadcast.tie(ties, 2);
    }
  }
}
