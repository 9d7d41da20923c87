package dev.espalier.passes.channels;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How operators that only move elements move zero, constant and fixed channels. */
final class LayoutStates {
  private LayoutStates() {}

  static Optional<Channels> concat(Concat op, Flow flow) {
    int axis = (int) op.axis();
    Optional<Channels> layout = Optional.empty();
    for (int i = 0; i < flow.operands() && layout.isEmpty(); i++) {
      layout = flow.channels(i);
    }
    if (layout.isEmpty()) {
      return layout;
    }
    return layout.get().axes().contains(axis)
        ? layout
            .filter(l -> l.isPlain(axis) && flow.result().dim(axis).isConstant())
            .map(l -> joined(flow, axis))
        : layout.map(l -> agreed(flow, l));
  }

  private static Channels joined(Flow flow, int axis) {
    List<ChannelState> states = new ArrayList<>();
    for (int i = 0; i < flow.operands(); i++) {
      Channels layout = Channels.live(axis, flow.type(i).dim(axis).value());
      states.addAll(List.of(flow.aligned(i, layout, flow.type(i))));
    }
    return Channels.of(axis, states);
  }

  /** Joined along another axis, a channel stays known where all parts agree. */
  private static Channels agreed(Flow flow, Channels layout) {
    List<ChannelState> states = new ArrayList<>();
    List<ChannelState[]> parts = new ArrayList<>();
    for (int i = 0; i < flow.operands(); i++) {
      parts.add(flow.aligned(i, layout, flow.type(i)));
    }
    for (int c = 0; c < layout.count(); c++) {
      ChannelState first = parts.get(0)[c];
      int channel = c;
      boolean agree =
          first instanceof ChannelState.Constant
              && parts.stream().allMatch(p -> p[channel].equals(first));
      states.add(agree ? first : ChannelState.live());
    }
    return layout.with(states);
  }

  static List<Optional<Channels>> split(Split op, Flow flow) {
    int axis = (int) op.axis();
    List<Optional<Channels>> results = new ArrayList<>();
    int from = 0;
    for (long size : op.sizes()) {
      int start = from;
      Slice part =
          new Slice(List.of(op.axis()), List.of((long) from), List.of(from + size), List.of(1L));
      results.add(
          flow.channels(0)
              .filter(c -> !c.axes().contains(axis) || c.isPlain(axis))
              .map(
                  c ->
                      c.isPlain(axis)
                          ? Channels.of(axis, c.states().subList(start, start + (int) size))
                          : ElementStates.keepsConstants(part, flow).orElseThrow()));
      from += (int) size;
    }
    return results;
  }

  static Optional<Channels> slice(Slice op, Flow flow) {
    Optional<Channels> x = flow.channels(0);
    if (x.isEmpty()) {
      return x;
    }
    List<Long> counted =
        op.axes().stream().filter(a -> x.get().axes().contains(a.intValue())).toList();
    if (counted.isEmpty()) {
      return ElementStates.keepsConstants(op, flow);
    }
    int axis = counted.get(0).intValue();
    if (!x.get().isPlain(axis) || op.axes().size() > 1) {
      return Optional.empty();
    }
    return Optional.of(picked(x.get(), op.positions(0, x.get().count()), axis));
  }

  static Optional<Channels> indexSelect(IndexSelect op, Flow flow) {
    int axis = (int) op.axis();
    return flow.channels(0)
        .filter(c -> !c.axes().contains(axis) || c.isPlain(axis))
        .map(
            c ->
                c.isPlain(axis)
                    ? picked(c, op.indices(), axis)
                    : ElementStates.keepsConstants(op, flow).orElseThrow());
  }

  private static Channels picked(Channels x, List<Long> indices, int axis) {
    return Channels.of(axis, indices.stream().map(i -> x.at(i.intValue())).toList());
  }

  static Optional<Channels> gather(Gather op, Flow flow) {
    int axis = (int) op.axis();
    int inserted = flow.type(1).rank() - 1;
    return flow.channels(0)
        .filter(c -> !c.axes().contains(axis))
        .map(
            c ->
                c.moved(
                        c.axes().stream().map(a -> a < axis ? a : a + inserted).toList(),
                        c.repeat())
                    .with(c.states().stream().map(LayoutStates::withoutMaps).toList()));
  }

  static Optional<Channels> transpose(Transpose op, Flow flow) {
    return ElementStates.each(
            flow,
            state ->
                state instanceof ChannelState.Fixed fixed
                    ? ChannelState.of(Flow.evaluate(op, fixed.map()))
                    : state)
        .map(
            c ->
                c.moved(
                    c.axes().stream().map(a -> op.permutation().indexOf((long) a)).toList(),
                    c.repeat()));
  }

  static Optional<Channels> expand(Expand op, Flow flow) {
    TensorType result = flow.result();
    int shift = result.rank() - flow.type(0).rank();
    return flow.channels(0)
        .filter(
            c -> c.axes().stream().allMatch(a -> result.dim(a + shift).equals(flow.type(0).dim(a))))
        .map(
            c ->
                c.moved(c.axes().stream().map(a -> a + shift).toList(), c.repeat())
                    .with(
                        shift == 0
                            ? c.states()
                            : c.states().stream().map(LayoutStates::withoutMaps).toList()));
  }

  static ChannelState withoutMaps(ChannelState state) {
    return state instanceof ChannelState.Fixed ? ChannelState.live() : state;
  }

  static Optional<Channels> pad(Pad op, Flow flow) {
    Optional<Channels> x = flow.channels(0);
    if (x.isEmpty()) {
      return x;
    }
    for (int axis : x.get().axes()) {
      if (op.begin(axis) != 0 || op.end(axis) != 0) {
        return padsOnly(op, axis) && x.get().isPlain(axis)
            ? Optional.of(widened(op, x.get(), axis))
            : Optional.empty();
      }
    }
    return ElementStates.each(flow, state -> padded(op, flow, state));
  }

  private static ChannelState padded(Op op, Flow flow, ChannelState state) {
    Pad pad = (Pad) op;
    boolean stays =
        pad.mode() != Pad.Mode.CONSTANT
            || state instanceof ChannelState.Constant constant && constant.value() == pad.value();
    if (state.isLive() || stays && state instanceof ChannelState.Constant) {
      return state;
    }
    return ElementStates.spatial(pad, flow, state);
  }

  private static boolean padsOnly(Pad op, int axis) {
    for (int i = 0; i < op.pads().size() / 2; i++) {
      if (i != axis && (op.begin(i) != 0 || op.end(i) != 0)) {
        return false;
      }
    }
    return op.mode() == Pad.Mode.CONSTANT && op.begin(axis) >= 0 && op.end(axis) >= 0;
  }

  private static Channels widened(Pad op, Channels x, int axis) {
    List<ChannelState> states = new ArrayList<>();
    for (long i = 0; i < op.begin(axis); i++) {
      states.add(ChannelState.constant(op.value()));
    }
    states.addAll(x.states());
    for (long i = 0; i < op.end(axis); i++) {
      states.add(ChannelState.constant(op.value()));
    }
    return Channels.of(axis, states);
  }

  static Optional<Channels> depthToSpace(DepthToSpace op, Flow flow) {
    return flow.plain(0, 1).map(x -> spread(op, x));
  }

  private static Channels spread(DepthToSpace op, Channels x) {
    int square = (int) (op.block() * op.block());
    int channels = x.count() / square;
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      ChannelState first = x.at(op.columnFirst() ? c * square : c);
      boolean agree = first instanceof ChannelState.Constant;
      for (int i = 0; i < square; i++) {
        agree &= x.at(op.columnFirst() ? c * square + i : i * channels + c).equals(first);
      }
      states.add(agree ? first : ChannelState.live());
    }
    return Channels.of(1, states);
  }

  static Optional<Channels> spaceToDepth(SpaceToDepth op, Flow flow) {
    return flow.plain(0, 1).map(x -> gathered(op, x));
  }

  private static Channels gathered(SpaceToDepth op, Channels x) {
    List<ChannelState> states = new ArrayList<>();
    for (int i = 0; i < op.block() * op.block() * x.count(); i++) {
      states.add(withoutMaps(x.at(i % x.count())));
    }
    return Channels.of(1, states);
  }
}
