package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * x with elements added around it.
 *
 * @param pads per axis, all begins, then all ends; negative ones cut
 * @param value what is added in mode {@code CONSTANT}
 */
public record Pad(List<Long> pads, @Default("constant") Mode mode, @Default("0.0") double value)
    implements Op {
  /** Where the added elements come from. */
  public enum Mode {
    CONSTANT,
    EDGE,
    REFLECT
  }

  public Pad {
    pads = List.copyOf(pads);
  }

  /** Elements added before the first one of an axis. */
  public long begin(int axis) {
    return pads.get(axis);
  }

  /** Elements added behind the last one of an axis. */
  public long end(int axis) {
    return pads.get(pads.size() / 2 + axis);
  }

  /** The pads of the other axes than one. */
  public Pad without(int axis) {
    List<Long> others = new ArrayList<>(pads);
    others.set(axis, 0L);
    others.set(pads.size() / 2 + axis, 0L);
    return new Pad(others, mode, value);
  }

  /** Whether there is an element that is not one of x. */
  public boolean addsAnything() {
    return pads.stream().anyMatch(pad -> pad > 0);
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    if (pads.size() != 2 * x.rank()) {
      throw new IrException("pads %s for %s", pads, x);
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      Dim dim = x.dim(i).plus(Math.addExact(begin(i), end(i)));
      if (dim.isConstant() && dim.value() < 0) {
        throw new IrException("pads %s leave nothing of %s", pads, x);
      }
      dims.add(dim);
    }
    return List.of(x.withDims(dims));
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < ties.operand(0).rank(); i++) {
      if (begin(i) == 0 && end(i) == 0) {
        ties.same(Axis.in(0, i), Axis.out(i));
      } else if (mode == Mode.CONSTANT && begin(i) >= 0 && end(i) >= 0) {
        ties.part(Axis.in(0, i), Axis.out(i), begin(i));
      }
    }
  }

  @Override
  public Op keep(Kept kept) {
    List<Long> left = new ArrayList<>(pads);
    int rank = pads.size() / 2;
    for (int i = 0; i < rank; i++) {
      Axis out = Axis.out(i);
      if (kept.cut(out)) {
        long before = IndexSelect.below(kept.indices(out), begin(i));
        left.set(i, before);
        left.set(rank + i, kept.count(out) - before - kept.count(Axis.in(0, i)));
      }
    }
    return new Pad(left, mode, value);
  }
}
