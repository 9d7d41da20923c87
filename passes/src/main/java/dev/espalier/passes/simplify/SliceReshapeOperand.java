package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A slice of the outermost factor that a reshape makes of an axis is a slice of that axis.
 *
 * <pre>
 * %r = reshape(%a) {shape=[N,3,8]}  // %a: f32[N,24]
 * %y = slice(%r) {axes=[1], starts=[1], ends=[2], steps=[1]}
 *    |  %y.part = slice(%a) {axes=[1], starts=[8], ends=[16], steps=[1]}
 *       %y = reshape(%y.part) {shape=[N,1,8]}
 * </pre>
 *
 * Not if the reshaped value is also read in another way, the factor is not the outermost one, or
 * sizes along the axis are symbolic.
 */
public final class SliceReshapeOperand implements Rule<Slice> {
  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    String reshaped = match.operand(0);
    Optional<Node> producer = match.producer(0, Reshape.class);
    if (producer.isEmpty() || op.axes().size() != 1 || op.steps().get(0) != 1) {
      return match.refuse("%%%s is not reshaped and cut along one axis", reshaped);
    }
    boolean onlySliced =
        !match.graph().isOutput(reshaped)
            && match.graph().users(reshaped).stream()
                .allMatch(n -> n.op() instanceof Slice slice && slice.axes().equals(op.axes()));
    if (!onlySliced) {
      return match.refuse("%%%s is not only sliced along one axis", reshaped);
    }
    String source = producer.get().input();
    int axis = op.axes().get(0).intValue();
    OptionalInt whole = whole(match.graph().type(source), match.type(0), axis);
    if (whole.isEmpty()) {
      return match.refuse("axis %d of %%%s is no outermost factor", axis, reshaped);
    }
    long size = match.type(0).dim(axis).value();
    long inner = match.graph().type(source).dim(whole.getAsInt()).value() / size;
    List<Long> taken = op.positions(0, size);
    long start = taken.isEmpty() ? 0 : taken.get(0) * inner;
    Slice before =
        new Slice(
            List.of((long) whole.getAsInt()),
            List.of(start),
            List.of(start + taken.size() * inner),
            List.of(1L));
    List<Dim> shape = new ArrayList<>(match.type(0).dims());
    shape.set(axis, Dim.of(taken.size()));
    return match.replace(new Reshape(shape), match.node("part", before, source));
  }

  /** The axis in front of the reshape of which another one behind it is the outermost factor. */
  private static OptionalInt whole(TensorType from, TensorType to, int axis) {
    Dim before = TensorType.product(to.dims().subList(0, axis));
    Dim size = to.dim(axis);
    for (int i = 0; i < from.rank() && size.isConstant() && !size.is(1); i++) {
      boolean starts = TensorType.product(from.dims().subList(0, i)).equals(before);
      Dim own = from.dim(i);
      if (starts && own.isConstant() && !own.is(1) && own.value() % size.value() == 0) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
