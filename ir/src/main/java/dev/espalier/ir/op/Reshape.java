package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The same elements in row-major order in another shape; also flatten, squeeze and unsqueeze. */
public record Reshape(List<Dim> shape) implements Op {
  public Reshape {
    shape = List.copyOf(shape);
  }

  public static Reshape to(long... shape) {
    return new Reshape(LongStream.of(shape).mapToObj(Dim::of).toList());
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    in.equal(x.elements(), TensorType.product(shape), "elements of the reshape");
    return List.of(x.withDims(shape));
  }

  @Override
  public Op substitute(Map<String, Dim> symbols) {
    return new Reshape(shape.stream().map(dim -> dim.substitute(symbols)).toList());
  }

  @Override
  public void tie(Ties ties) {
    List<Dim> from = ties.operand(0).dims();
    int i = 0;
    int o = 0;
    while (i < from.size() || o < shape.size()) {
      int in = i;
      int out = o;
      Dim a = i < from.size() ? from.get(i++) : Dim.of(1);
      Dim b = o < shape.size() ? shape.get(o++) : Dim.of(1);
      while (!a.equals(b)) {
        if (i < from.size() && (o == shape.size() || !isLarger(a, b))) {
          a = a.times(from.get(i++));
        } else if (o < shape.size()) {
          b = b.times(shape.get(o++));
        } else {
          return;
        }
      }
      tieRun(ties, in, i, out, o);
    }
  }

  private static boolean isLarger(Dim a, Dim b) {
    Dim difference = a.minus(b);
    return difference.isConstant() ? difference.value() > 0 : a.dividedBy(b).isPresent();
  }

  private void tieRun(Ties ties, int in, int inEnd, int out, int outEnd) {
    List<Axis> a = new ArrayList<>();
    List<Axis> b = new ArrayList<>();
    for (int i = in; i < inEnd; i++) {
      if (!ties.operand(0).dim(i).is(1)) {
        a.add(Axis.in(0, i));
      }
    }
    for (int o = out; o < outEnd; o++) {
      if (!shape.get(o).is(1)) {
        b.add(Axis.out(o));
      }
    }
    if (a.size() == 1 && b.size() == 1) {
      ties.same(a.get(0), b.get(0));
    } else if (!a.isEmpty()) {
      ties.product(a, b);
    }
  }

  @Override
  public Op keep(Kept kept) {
    List<Dim> left = new ArrayList<>(shape);
    for (int i = 0; i < left.size(); i++) {
      if (kept.cut(Axis.out(i))) {
        left.set(i, Dim.of(kept.count(Axis.out(i))));
      }
    }
    return new Reshape(left);
  }
}
