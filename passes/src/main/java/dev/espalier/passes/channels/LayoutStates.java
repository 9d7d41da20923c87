package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How operators that only move elements move zero, constant and fixed channels. */
final class LayoutStates {
  private LayoutStates() {}

  /** Along the axis itself each operand keeps what is known of it; else all share one layout. */
  static Optional<Channels> concat(Concat op, Flow flow) {
    int axis = (int) op.axis();
    List<Channels> layouts =
        IntStream.range(0, flow.operands())
            .mapToObj(flow::channels)
            .flatMap(Optional::stream)
            .toList();
    if (layouts.stream().anyMatch(layout -> layout.isPlain(axis))) {
      return Optional.of(flow.result().dim(axis))
          .filter(Channels::isCountable)
          .map(size -> joined(flow, axis));
    }
    return layouts.stream()
        .filter(layout -> !layout.axes().contains(axis))
        .findFirst()
        .map(layout -> beside(flow, layout, axis));
  }

  private static Channels joined(Flow flow, int axis) {
    List<ChannelState> states = new ArrayList<>();
    for (int i = 0; i < flow.operands(); i++) {
      Channels layout = Channels.live(axis, flow.type(i).dim(axis).value());
      states.addAll(List.of(flow.aligned(i, layout, flow.type(i))));
    }
    return Channels.of(axis, states);
  }

  /** Joined along another axis. */
  private static Channels beside(Flow flow, Channels layout, int axis) {
    List<TensorType> types = new ArrayList<>();
    List<ChannelState[]> operands = new ArrayList<>();
    for (int i = 0; i < flow.operands(); i++) {
      types.add(flow.type(i));
      operands.add(flow.aligned(i, layout, flow.type(i)));
    }
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < layout.count(); c++) {
      int channel = c;
      List<ChannelState> parts = operands.stream().map(operand -> operand[channel]).toList();
      ChannelState joined = KnownChannels.joined(axis, parts, types, layout);
      states.add(axis == 0 ? withoutMaps(joined) : joined);
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
                          : KnownChannels.keepsConstants(part, flow).orElseThrow()));
      from += (int) size;
    }
    return results;
  }

  static Optional<Channels> slice(Slice op, Flow flow) {
    Optional<Channels> x = flow.channels(0);
    int k = x.isPresent() ? counted(op, x.get()) : -1;
    if (k < 0) {
      return KnownChannels.keepsConstants(op, flow);
    }
    int axis = op.axes().get(k).intValue();
    return x.filter(c -> c.isPlain(axis))
        .map(c -> picked(c, op.positions(k, c.count()), axis))
        .map(c -> KnownChannels.keepsConstants(op.without(k), flow.type(0), c));
  }

  /** The place of an axis that counts channels among those that are sliced; -1 if there is none. */
  static int counted(Slice op, Channels x) {
    for (int k = 0; k < op.axes().size(); k++) {
      if (x.axes().contains(op.axes().get(k).intValue())) {
        return k;
      }
    }
    return -1;
  }

  static Optional<Channels> indexSelect(IndexSelect op, Flow flow) {
    int axis = (int) op.axis();
    return flow.channels(0)
        .filter(c -> !c.axes().contains(axis) || c.isPlain(axis))
        .map(
            c ->
                c.isPlain(axis)
                    ? picked(c, op.indices(), axis)
                    : KnownChannels.keepsConstants(op, flow).orElseThrow());
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
                    .map(LayoutStates::withoutMaps));
  }

  static Optional<Channels> transpose(Transpose op, Flow flow) {
    return KnownChannels.each(
            flow,
            state -> state instanceof ChannelState.Fixed fixed ? turned(op, fixed.map()) : state)
        .map(
            c ->
                c.moved(
                    c.axes().stream().map(a -> op.permutation().indexOf((long) a)).toList(),
                    c.repeat()));
  }

  /** A map holds for all samples, so it must not vary along the axis that becomes theirs. */
  private static ChannelState turned(Transpose op, Tensor map) {
    Tensor turned = Flow.evaluate(op, map);
    return turned.dim(0) == 1 ? ChannelState.of(turned) : ChannelState.live();
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
                    .map(s -> s.lifted(result.rank())));
  }

  static ChannelState withoutMaps(ChannelState state) {
    return state instanceof ChannelState.Fixed ? ChannelState.live() : state;
  }

  /** Channels that are repeated along the axis that counts them are there several times. */
  static Optional<Channels> tile(Tile op, Flow flow) {
    Optional<Channels> x = flow.channels(0);
    if (x.isEmpty() || x.get().axes().stream().noneMatch(a -> op.repeats().get(a) != 1)) {
      return x.map(c -> tiled(op, flow.type(0), c));
    }
    int axis = x.get().axes().get(0);
    return x.filter(c -> c.isPlain(axis) && Channels.isCountable(flow.result().dim(axis)))
        .map(c -> picked(tiled(op, flow.type(0), c), repeated(c, op.repeats().get(axis)), axis));
  }

  private static List<Long> repeated(Channels x, long times) {
    return LongStream.range(0, x.count() * times).mapToObj(i -> i % x.count()).toList();
  }

  private static Channels tiled(Tile op, TensorType type, Channels x) {
    List<Long> repeats = new ArrayList<>(op.repeats());
    repeats.set(0, 1L);
    x.axes().forEach(axis -> repeats.set(axis, 1L));
    return KnownChannels.keepsConstants(new Tile(repeats), type, x);
  }
}
