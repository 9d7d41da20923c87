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

  /** The axis of an operand that is summed over. */
  public static int summedAxis(int operand, int rank) {
    return operand == 0 ? rank - 1 : Math.max(0, rank - 2);
  }

  /** The axis of the result that an axis of an operand becomes if it is not summed over. */
  public static int resultAxis(int operand, int axis, int rankA, int rankB) {
    int batch = Math.max(2, Math.max(rankA, rankB)) - 2;
    int own = (operand == 0 ? rankA : rankB) - 2;
    if (axis < own) {
      return batch - own + axis;
    }
    return operand == 0 || rankA == 1 ? batch : batch + 1;
  }

  @Override
  public void tie(Ties ties) {
    int a = ties.operand(0).rank();
    int b = ties.operand(1).rank();
    ties.same(Axis.in(0, summedAxis(0, a)), Axis.in(1, summedAxis(1, b)));
    for (int operand = 0; operand < 2; operand++) {
      TensorType type = ties.operand(operand);
      for (int i = 0; i < type.rank(); i++) {
        if (i != summedAxis(operand, type.rank())) {
          tie(ties, Axis.in(operand, i), Axis.out(resultAxis(operand, i, a, b)));
        }
      }
    }
  }

  /** An axis that is broadcast is left to itself. */
  private static void tie(Ties ties, Axis in, Axis out) {
    TensorType type = ties.operand(in.position());
    if (!type.dim(in.axis()).is(1) || ties.result(0).dim(out.axis()).is(1)) {
      ties.same(in, out);
    }
  }
}
