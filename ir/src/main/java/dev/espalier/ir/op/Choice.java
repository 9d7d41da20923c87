package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several branches of the same type: that of the greatest logit; the cheaper branch on ties.
 * The operands are the branches and, last, the logits, one per branch.
 */
public record Choice() implements Op {
  @Override
  public Arity arity() {
    return Arity.variadic("branch", "logits");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    int branches = in.count() - 1;
    in.equal(in.exactly(1, branches).dim(0), Dim.of(branches), "logits");
    TensorType first = in.type(0);
    List<Dim> dims = new ArrayList<>(first.dims());
    for (int b = 1; b < branches; b++) {
      TensorType branch = in.type(b);
      if (branch.element() != first.element() || branch.rank() != first.rank()) {
        throw new IrException("branches of types %s and %s", first, branch);
      }
      for (int i = 0; i < dims.size(); i++) {
        dims.set(i, in.equal(dims.get(i), branch.dim(i), "branches"));
      }
    }
    return List.of(first.withDims(dims));
  }

  @Override
  public void tie(Ties ties) {
    for (int b = 0; ties.has(b + 1); b++) {
      Broadcast.tie(ties, b);
    }
  }
}
