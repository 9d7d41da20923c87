package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which axes of a reshaped value count its channels. */
final class ReshapeStates {
  private ReshapeStates() {}

  /**
   * Channel c of the operand is {@code offset / stride % count} of the row-major offset; axes of
   * the result that cover exactly that digit count the channels of the result.
   */
  static Optional<Channels> reshape(Reshape op, Flow flow) {
    Optional<Channels> x = flow.channels(0);
    TensorType type = flow.type(0);
    if (x.isEmpty()) {
      return x;
    } else if (!isRun(x.get(), type)) {
      return withOtherUnits(op, flow, x.get());
    }
    int last = x.get().axes().get(x.get().axes().size() - 1);
    Dim stride = behind(type.dims(), last).times(x.get().repeat());
    Dim block = stride.times(x.get().count());
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < op.shape().size(); i++) {
      Dim inner = behind(op.shape(), i);
      boolean inside = block.dividedBy(inner.times(op.shape().get(i))).isPresent();
      boolean above = inner.times(op.shape().get(i)).dividedBy(stride).isPresent();
      if (!op.shape().get(i).is(1)
          && inside
          && above
          && !inner.times(op.shape().get(i)).equals(stride)) {
        axes.add(i);
      }
    }
    return covering(op, flow, x.get(), axes, stride).or(() -> within(op, x.get(), stride, block));
  }

  /** One axis of the result covers the digit and some in front of it, and goes through it often. */
  private static Optional<Channels> within(Reshape op, Channels x, Dim stride, Dim block) {
    for (int axis = 0; axis < op.shape().size(); axis++) {
      Dim inner = behind(op.shape(), axis);
      Optional<Dim> repeat = stride.dividedBy(inner).filter(Channels::isCountable);
      Optional<Dim> rounds =
          inner.times(op.shape().get(axis)).dividedBy(block).filter(Channels::isCountable);
      if (repeat.isPresent() && rounds.isPresent()) {
        List<ChannelState> states = new ArrayList<>();
        for (int round = 0; round < rounds.get().value(); round++) {
          x.states().forEach(state -> states.add(LayoutStates.withoutMaps(state)));
        }
        int times = Math.toIntExact(repeat.get().value());
        return Optional.of(Channels.of(List.of(axis), times, states));
      }
    }
    return Optional.empty();
  }

  private static Optional<Channels> covering(
      Reshape op, Flow flow, Channels x, List<Integer> axes, Dim stride) {
    if (axes.isEmpty()) {
      return Optional.empty();
    }
    int last = axes.get(axes.size() - 1);
    Dim covered = Dim.of(1);
    for (int axis : axes) {
      covered = covered.times(op.shape().get(axis));
    }
    Optional<Dim> repeat = stride.dividedBy(behind(op.shape(), last));
    if (repeat.isEmpty()
        || !Channels.isCountable(repeat.get())
        || !covered.equals(repeat.get().times(x.count()))) {
      return Optional.empty();
    }
    int times = Math.toIntExact(repeat.get().value());
    return Optional.of(
        x.map(s -> s instanceof ChannelState.Fixed ? reshaped(op, flow, x, s, axes, times) : s)
            .moved(axes, times));
  }

  private static ChannelState reshaped(
      Reshape op, Flow flow, Channels x, ChannelState state, List<Integer> axes, int times) {
    TensorType type = flow.type(0);
    boolean isOneSample =
        isOneSample(type.dim(0), x.axes()) && isOneSample(op.shape().get(0), axes);
    if (!isOneSample && !type.dim(0).equals(op.shape().get(0))) {
      return ChannelState.live();
    } else if (!type.isStatic()) {
      return ChannelState.unsized();
    }
    List<Dim> shape = new ArrayList<>(op.shape());
    shape.set(0, Dim.of(1));
    axes.forEach(axis -> shape.set(axis, Dim.of(1)));
    shape.set(axes.get(axes.size() - 1), Dim.of(times));
    return ChannelState.of(
        Flow.evaluate(new Reshape(shape), KnownChannels.expanded(state, type, x)));
  }

  /** Whether the first axis does not count samples, or there is only one. */
  private static boolean isOneSample(Dim first, List<Integer> axes) {
    return first.is(1) || axes.contains(0);
  }

  /** Axes of size 1 come and go; the others count what they did. */
  private static Optional<Channels> withOtherUnits(Reshape op, Flow flow, Channels x) {
    TensorType type = flow.type(0);
    List<Integer> from = larger(type.dims());
    List<Integer> to = larger(op.shape());
    if (!from.stream().map(type::dim).toList().equals(to.stream().map(op.shape()::get).toList())) {
      return Optional.empty();
    }
    List<Integer> axes =
        x.axes().stream().filter(from::contains).map(axis -> to.get(from.indexOf(axis))).toList();
    return Optional.of(
        x.map(s -> s instanceof ChannelState.Fixed f ? withOtherUnits(f.map(), op, from, to) : s)
            .moved(axes, x.repeat()));
  }

  private static ChannelState withOtherUnits(
      Tensor map, Reshape op, List<Integer> from, List<Integer> to) {
    long[] shape = new long[op.shape().size()];
    Arrays.fill(shape, 1);
    from.forEach(axis -> shape[to.get(from.indexOf(axis))] = map.dim(axis));
    return ChannelState.of(map.reshape(shape));
  }

  /** The axes that are not of size 1. */
  private static List<Integer> larger(List<Dim> dims) {
    return IntStream.range(0, dims.size()).filter(i -> !dims.get(i).is(1)).boxed().toList();
  }

  /** Whether the axes that count channels are one run in ascending order. */
  private static boolean isRun(Channels x, TensorType type) {
    for (int i = 1; i < x.axes().size(); i++) {
      for (int between = x.axes().get(i - 1) + 1; between < x.axes().get(i); between++) {
        if (!type.dim(between).is(1)) {
          return false;
        }
      }
      if (x.axes().get(i) < x.axes().get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  private static Dim behind(List<Dim> dims, int axis) {
    return TensorType.product(dims.subList(axis + 1, dims.size()));
  }
}
