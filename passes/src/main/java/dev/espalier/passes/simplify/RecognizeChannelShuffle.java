package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A reshape that splits an axis into factors, a transpose of these, and a reshape back, as in
 * ShuffleNet (Zhang et al. 2018, section 3.1), permute the indices of that axis.
 *
 * <pre>
 * %r = reshape(%a) {shape=[N,2,3,H,W]}               // %a: f32[N,6,H,W]
 * %t = transpose(%r) {permutation=[0,2,1,3,4]}
 * %y = reshape(%t) {shape=[N,6,H,W]}
 *    |  %y = index_select(%a) {axis=1, indices=[0,3,1,4,2,5]}
 * </pre>
 *
 * Not if the shape changes, or the transposed factors are those of several axes.
 */
public final class RecognizeChannelShuffle implements Rule<Reshape> {
  @Override
  public Class<Reshape> root() {
    return Reshape.class;
  }

  @Override
  public Outcome apply(Match match, Reshape op) {
    Optional<TransposedReshape> split = TransposedReshape.of(match);
    if (split.isEmpty()) {
      return match.refuse("%%%s is not a transposed reshape", match.operand(0));
    }
    String source = split.get().source();
    TensorType x = match.graph().type(source);
    if (!x.equals(match.graph().type(match.node().result()))) {
      return match.refuse("%%%s has another shape than %%%s", match.node().result(), source);
    }
    List<Long> permutation = split.get().permutation();
    List<Dim> factors = split.get().shaped().dims();
    int from = 0;
    int to = permutation.size();
    while (from < to && permutation.get(from) == from) {
      from++;
    }
    while (to > from && permutation.get(to - 1) == to - 1) {
      to--;
    }
    OptionalInt axis = axis(x, factors, from, to);
    if (axis.isEmpty()) {
      return match.refuse("%%%s moves more than one axis", match.operand(0));
    }
    List<Long> indices = indices(factors, permutation, from, to);
    return match.replace(new IndexSelect(axis.getAsInt(), indices), source);
  }

  /** The axis of x of which the dims {@code from .. to} are the factors. */
  private static OptionalInt axis(TensorType x, List<Dim> factors, int from, int to) {
    Dim before = TensorType.product(factors.subList(0, from));
    Dim size = TensorType.product(factors.subList(from, to));
    for (int axis = 0; size.isConstant() && axis < x.rank(); axis++) {
      boolean matches = TensorType.product(x.dims().subList(0, axis)).equals(before);
      if (matches && x.dim(axis).equals(size)) {
        return OptionalInt.of(axis);
      }
    }
    return OptionalInt.empty();
  }

  private static List<Long> indices(List<Dim> factors, List<Long> permutation, int from, int to) {
    long[] sizes = factors.subList(from, to).stream().mapToLong(Dim::value).toArray();
    long[] strides = Shapes.strides(sizes);
    List<Long> indices = new ArrayList<>(List.of(0L));
    for (int i = from; i < to; i++) {
      int factor = permutation.get(i).intValue() - from;
      List<Long> finer = new ArrayList<>();
      for (long base : indices) {
        for (long k = 0; k < sizes[factor]; k++) {
          finer.add(base + k * strides[factor]);
        }
      }
      indices = finer;
    }
    return indices;
  }
}
