package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A slice moves in front of transpositions and reshapes, as where query, key and value come from
 * one linear layer: single indices in front of both, ranges of the outermost factor that a reshape
 * makes of an axis in front of the reshape.
 *
 * <pre>
 * %r = reshape(%a) {shape=[N,3,8]}  // %a: f32[N,24]
 * %y = slice(%r) {axes=[1], starts=[1], ends=[2], steps=[1]}
 *    |  %y.part = slice(%a) {axes=[1], starts=[8], ends=[16], steps=[1]}
 *       %y = reshape(%y.part) {shape=[N,1,8]}
 * </pre>
 *
 * Not if the value is also read in another way than in ranges of that axis, the factor is not the
 * outermost one, or sizes along the axis of a reshape are symbolic.
 */
public final class HoistSlice implements Rule<Slice> {
  /**
   * A node that the slice passes.
   *
   * @param op what the node becomes behind it
   * @param source what is sliced in front of the node
   * @param single whether all slices that go this way take one index
   */
  private record Step(Op op, Slice slice, String source, boolean single) {}

  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    Graph graph = match.graph();
    String value = match.operand(0);
    if (graph.producer(value).filter(n -> isMove(n.op())).isEmpty()) {
      return match.refuse("%%%s is neither transposed nor reshaped", value);
    }
    List<Node> users = graph.users(value);
    if (graph.isOutput(value) || !users.stream().allMatch(n -> isRange(graph, n, op.axes()))) {
      return match.refuse("%%%s is not only read in ranges of one axis", value);
    }
    boolean single = users.stream().allMatch(n -> takesOne(graph, n));
    List<Step> steps = steps(graph, value, op, single);
    return steps.isEmpty()
        ? match.refuse("axis %d of %%%s cannot be cut before", op.axes().get(0), value)
        : hoisted(match, steps);
  }

  private static boolean isMove(Op op) {
    return op instanceof Transpose || op instanceof Reshape;
  }

  private static boolean isRange(Graph graph, Node node, List<Long> axes) {
    return axes.size() == 1
        && node.op() instanceof Slice slice
        && slice.axes().equals(axes)
        && (slice.steps().get(0) == 1 || takesOne(graph, node));
  }

  private static boolean takesOne(Graph graph, Node slice) {
    int axis = ((Slice) slice.op()).axes().get(0).intValue();
    return graph.type(slice.result()).dim(axis).is(1);
  }

  /** The nodes that a slice passes, the last one first. */
  private static List<Step> steps(Graph graph, String value, Slice slice, boolean single) {
    List<Step> steps = new ArrayList<>();
    Optional<Step> next = step(graph, value, slice, single);
    while (next.isPresent()) {
      Step step = next.get();
      steps.add(step);
      next =
          graph.isReadOnce(step.source())
              ? step(graph, step.source(), step.slice(), step.single())
              : Optional.empty();
    }
    return steps;
  }

  private static Optional<Step> step(Graph graph, String value, Slice slice, boolean single) {
    Optional<Node> node = graph.producer(value);
    if (node.isPresent() && node.get().op() instanceof Transpose transpose && single) {
      long axis = transpose.permutation().get(slice.axes().get(0).intValue());
      Slice before = new Slice(List.of(axis), slice.starts(), slice.ends(), slice.steps());
      return Optional.of(new Step(transpose, before, node.get().input(), true));
    }
    return node.filter(n -> n.op() instanceof Reshape)
        .flatMap(n -> reshaped(graph, n, slice, single));
  }

  private static Optional<Step> reshaped(Graph graph, Node node, Slice slice, boolean single) {
    TensorType from = graph.type(node.input());
    TensorType to = graph.type(node.result());
    int axis = slice.axes().get(0).intValue();
    OptionalInt whole = whole(from, to, axis);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    long size = to.dim(axis).value();
    long inner = from.dim(whole.getAsInt()).value() / size;
    List<Long> taken = slice.positions(0, size);
    long start = taken.isEmpty() ? 0 : taken.get(0) * inner;
    Slice before =
        new Slice(
            List.of((long) whole.getAsInt()),
            List.of(start),
            List.of(start + taken.size() * inner),
            List.of(1L));
    List<Dim> shape = new ArrayList<>(to.dims());
    shape.set(axis, Dim.of(taken.size()));
    return Optional.of(new Step(new Reshape(shape), before, node.input(), single && inner == 1));
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

  private static Outcome hoisted(Match match, List<Step> steps) {
    Step first = steps.get(steps.size() - 1);
    String value = match.node("part", first.slice(), first.source());
    for (int i = steps.size() - 1; i > 0; i--) {
      value = match.node("moved" + i, steps.get(i).op(), value);
    }
    return match.replace(steps.get(0).op(), value);
  }
}
