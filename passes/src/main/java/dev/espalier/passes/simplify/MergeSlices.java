package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two slices are one.
 *
 * <pre>
 * %s = slice(%a) {axes=[2], starts=[1], ends=[9], steps=[2]}
 * %y = slice(%s) {axes=[2,3], starts=[1,0], ends=[3,5], steps=[1,1]}
 *    |  %y = slice(%a) {axes=[2,3], starts=[3,0], ends=[6,5], steps=[2,1]}
 * </pre>
 *
 * Not if an axis is cut twice and one step is negative, or the axis is symbolic and the cuts cannot
 * be added without knowing its size.
 */
public final class MergeSlices implements Rule<Slice> {
  /** One axis of a slice. */
  private record Cut(long start, long end, long step) {
    static Cut of(Slice slice, int k) {
      return new Cut(slice.starts().get(k), slice.ends().get(k), slice.steps().get(k));
    }

    boolean isOpen() {
      return end < 0 || end >= Integer.MAX_VALUE;
    }

    /** How many elements are left away at the end. */
    long margin() {
      return end < 0 ? -end : 0;
    }
  }

  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    Optional<Node> producer = match.producer(0, Slice.class);
    if (producer.isEmpty()) {
      return match.refuse("%%%s is not made by a slice", match.operand(0));
    }
    Slice inner = (Slice) producer.get().op();
    String source = producer.get().input();
    List<Long> axes = new ArrayList<>(inner.axes());
    List<Cut> cuts = new ArrayList<>();
    for (int k = 0; k < axes.size(); k++) {
      cuts.add(Cut.of(inner, k));
    }
    for (int k = 0; k < op.axes().size(); k++) {
      int at = axes.indexOf(op.axes().get(k));
      if (at < 0) {
        axes.add(op.axes().get(k));
        cuts.add(Cut.of(op, k));
        continue;
      }
      Optional<Cut> both = compose(match.graph().type(source), inner, at, match.type(0), op, k);
      if (both.isEmpty()) {
        return match.refuse(
            "%%%s and %%%s cut axis %d in ways that do not add up",
            match.operand(0), match.node().result(), axes.get(at));
      }
      cuts.set(at, both.get());
    }
    return match.replace(slice(axes, cuts), source);
  }

  private static Slice slice(List<Long> axes, List<Cut> cuts) {
    return new Slice(
        axes,
        cuts.stream().map(Cut::start).toList(),
        cuts.stream().map(Cut::end).toList(),
        cuts.stream().map(Cut::step).toList());
  }

  private static Optional<Cut> compose(
      TensorType source, Slice inner, int at, TensorType middle, Slice outer, int k) {
    int axis = inner.axes().get(at).intValue();
    Cut first = Cut.of(inner, at);
    Cut second = Cut.of(outer, k);
    if (first.step() < 0 || second.step() < 0) {
      return Optional.empty();
    }
    if (!middle.dim(axis).isConstant()) {
      return addMargins(first, second);
    }
    boolean known = source.dim(axis).isConstant();
    if (!known && first.start() < 0) {
      return Optional.empty();
    }
    List<Long> taken = outer.positions(k, middle.dim(axis).value());
    if (taken.isEmpty()) {
      return Optional.of(new Cut(0, 0, 1));
    }
    long offset = known ? inner.positions(at, source.dim(axis).value()).get(0) : first.start();
    long start = offset + taken.get(0) * first.step();
    long last = offset + taken.get(taken.size() - 1) * first.step();
    return Optional.of(new Cut(start, last + 1, first.step() * second.step()));
  }

  /** Cuts of a symbolic axis that leave away a number of elements on both sides. */
  private static Optional<Cut> addMargins(Cut first, Cut second) {
    boolean adds = first.step() == 1 && second.step() == 1 && first.start() >= 0;
    if (!adds || second.start() < 0 || !first.isOpen() || !second.isOpen()) {
      return Optional.empty();
    }
    long margin = first.margin() + second.margin();
    return Optional.of(
        new Cut(first.start() + second.start(), margin == 0 ? Long.MAX_VALUE : -margin, 1));
  }
}
