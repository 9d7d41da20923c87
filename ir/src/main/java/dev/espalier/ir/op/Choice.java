package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several branches of the same type: that of the greatest logit. The operands are the
 * branches and, last, the logits, one per branch.
 *
 * @param onTie which branch it is of those with equal logits
 */
public record Choice(@Default("cheaper") OnTie onTie) implements Op {
  /** Which branch wins among equal logits; the first one among equally dear branches. */
  public enum OnTie {
    /** The one with fewer multiply-accumulates. */
    CHEAPER,
    /** The first one, as it is in files. */
    FIRST
  }

  public Choice() {
    this(OnTie.CHEAPER);
  }

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
