package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Axes of size 1 that a reshape makes, and another one drops, need not be transposed.
 *
 * <pre>
 * %r = reshape(%a) {shape=[N,1,4,8]}
 * %t = transpose(%r) {permutation=[1,0,3,2]}
 * %y = reshape(%t) {shape=[N,8,4]}
 *    |  %y.narrow = reshape(%a) {shape=[N,4,8]}
 *       %y = transpose(%y.narrow) {permutation=[0,2,1]}
 * </pre>
 *
 * Not if the transposed value is also read elsewhere, or has another shape than the result in other
 * axes.
 */
public final class NarrowTranspose implements Rule<Reshape> {
  @Override
  public Class<Reshape> root() {
    return Reshape.class;
  }

  @Override
  public Outcome apply(Match match, Reshape op) {
    Optional<TransposedReshape> first = TransposedReshape.of(match);
    if (first.isEmpty() || !match.graph().isReadOnce(match.operand(0))) {
      return match.refuse("%%%s is not a transposed reshape, read once", match.operand(0));
    }
    TensorType wide = first.get().shaped();
    Optional<List<Long>> left = left(wide, first.get().permutation(), op.shape());
    if (left.isEmpty()) {
      return match.refuse("%%%s is not only rid of axes of size 1", match.operand(0));
    }
    List<Long> sorted = left.get().stream().sorted().toList();
    Reshape narrow = new Reshape(sorted.stream().map(a -> wide.dim(a.intValue())).toList());
    return match.replace(
        new Transpose(left.get().stream().map(a -> (long) sorted.indexOf(a)).toList()),
        match.node("narrow", narrow, first.get().source()));
  }

  /** The axes of the wide value that the result has, in its order. */
  private static Optional<List<Long>> left(
      TensorType wide, List<Long> permutation, List<Dim> shape) {
    List<Long> left = new ArrayList<>();
    for (long axis : unitsInOrder(wide, permutation)) {
      Dim dim = wide.dim((int) axis);
      if (left.size() < shape.size() && dim.equals(shape.get(left.size()))) {
        left.add(axis);
      } else if (!dim.is(1)) {
        return Optional.empty();
      }
    }
    boolean narrower = left.size() < wide.rank() && left.size() == shape.size();
    return narrower ? Optional.of(left) : Optional.empty();
  }

  /** The permutation with neighbouring axes of size 1 in ascending order, which is the same. */
  private static List<Long> unitsInOrder(TensorType wide, List<Long> permutation) {
    List<Long> ordered = new ArrayList<>();
    int units = 0;
    for (long axis : permutation) {
      ordered.add(axis);
      units = wide.dim((int) axis).is(1) ? units + 1 : 0;
      Collections.sort(ordered.subList(ordered.size() - units, ordered.size()));
    }
    return ordered;
  }
}
