package dev.espalier.passes.channels;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How operators that treat channels one by one map zero, constant and fixed channels. */
final class ElementStates {
  private ElementStates() {}

  static Optional<Channels> pointwise(Pointwise op, Flow flow) {
    return KnownChannels.each(flow, state -> apply(op, state));
  }

  private static ChannelState apply(Pointwise op, ChannelState state) {
    return state instanceof ChannelState.Constant constant
        ? ChannelState.constant(op.apply(constant.value()))
        : evaluate(op, state);
  }

  private static ChannelState evaluate(Op op, ChannelState state) {
    return state instanceof ChannelState.Fixed fixed
        ? ChannelState.of(Flow.evaluate(op, fixed.map()))
        : state;
  }

  static Optional<Channels> elementwise(Elementwise op, Flow flow) {
    TensorType result = flow.result();
    Optional<Channels> layout = layout(flow, result, 0).or(() -> layout(flow, result, 1));
    if (layout.isEmpty() || !op.isPredicate() && !result.element().isFloat()) {
      return layout.map(l -> l.map(state -> ChannelState.live()));
    }
    if (!hidesOperands(op)
        && (flow.isLive(0, layout.get(), result) || flow.isLive(1, layout.get(), result))) {
      return layout.map(l -> l.map(state -> ChannelState.live()));
    }
    ChannelState[] a = flow.aligned(0, layout.get(), result);
    ChannelState[] b = flow.aligned(1, layout.get(), result);
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < a.length; c++) {
      states.add(combine(op, a[c], b[c], result.rank()));
    }
    return Optional.of(layout.get().with(states));
  }

  /** The layout of an operand, in the axes of the result, if the result has as many channels. */
  private static Optional<Channels> layout(Flow flow, TensorType result, int operand) {
    int shift = result.rank() - flow.type(operand).rank();
    return flow.channels(operand)
        .map(c -> c.moved(c.axes().stream().map(axis -> axis + shift).toList(), c.repeat()))
        .filter(
            c ->
                c.axes().stream()
                    .allMatch(a -> result.dim(a).equals(flow.type(operand).dim(a - shift))));
  }

  /** Whether an operand may be known so that the other one does not matter. */
  private static boolean hidesOperands(Elementwise op) {
    return op instanceof Mul || op instanceof PRelu || op instanceof Div;
  }

  private static ChannelState combine(Elementwise op, ChannelState a, ChannelState b, int rank) {
    if (op instanceof Mul && (a.isZero() || b.isZero())
        || op instanceof PRelu && a.isZero()
        || op instanceof Div && a.isZero() && b.isLive()) {
      return ChannelState.zero();
    }
    if (a.isLive() || b.isLive()) {
      return ChannelState.live(a, b);
    }
    if (a instanceof ChannelState.Constant x && b instanceof ChannelState.Constant y) {
      return ChannelState.constant(op.apply(x.value(), y.value()));
    }
    return op.isPredicate()
        ? ChannelState.live()
        : ChannelState.of(Flow.evaluate(op, a.tensor(rank), b.tensor(rank)));
  }

  static Optional<Channels> where(Where op, Flow flow) {
    TensorType result = flow.result();
    Optional<Channels> layout = layout(flow, result, 1).or(() -> layout(flow, result, 2));
    if (layout.isEmpty()) {
      return layout;
    }
    ChannelState[] condition = flow.aligned(0, layout.get(), result);
    ChannelState[] a = flow.aligned(1, layout.get(), result);
    ChannelState[] b = flow.aligned(2, layout.get(), result);
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < a.length; c++) {
      states.add(chosen(condition[c], a[c], b[c]));
    }
    return Optional.of(layout.get().with(states));
  }

  private static ChannelState chosen(ChannelState condition, ChannelState a, ChannelState b) {
    if (condition instanceof ChannelState.Constant constant) {
      return constant.value() != 0 ? a : b;
    }
    return a instanceof ChannelState.Constant && a.equals(b) ? a : ChannelState.live();
  }

  /** What is masked as a whole is zero however it is counted. */
  static Optional<Channels> mask(ChannelMask op, Flow flow) {
    int axis = (int) op.axis();
    Optional<boolean[]> passing =
        flow.constant(1).map(scores -> ChannelMask.passing(scores.toDoubles()));
    boolean none = passing.filter(p -> !Flags.any(p)).isPresent();
    Optional<Channels> own = flow.channels(0);
    return none && own.isPresent()
        ? own.map(x -> x.map(state -> ChannelState.zero()))
        : flow.plain(0, axis).map(x -> Channels.of(axis, masked(x, passing)));
  }

  private static List<ChannelState> masked(Channels x, Optional<boolean[]> passing) {
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < x.count(); c++) {
      ChannelState left = passing.isPresent() ? x.at(c) : ChannelState.live();
      states.add(passing.isPresent() && !passing.get()[c] ? ChannelState.zero() : left);
    }
    return states;
  }
}
