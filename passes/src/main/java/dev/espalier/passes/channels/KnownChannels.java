package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What operators make of single known channels, seen as tensors of one sample. */
final class KnownChannels {
  private KnownChannels() {}

  /** Maps each channel on its own; the layout of the result is that of the operand. */
  static Optional<Channels> each(Flow flow, UnaryOperator<ChannelState> map) {
    return flow.channels(0).map(c -> c.map(map));
  }

  /** For operators that map a uniform channel to itself, and act on a map in space. */
  static Optional<Channels> keepsConstants(Op op, Flow flow) {
    return flow.channels(0).map(c -> keepsConstants(op, flow.type(0), c));
  }

  static Channels keepsConstants(Op op, TensorType type, Channels x) {
    return x.map(s -> s instanceof ChannelState.Fixed ? evaluate(op, type, x, s) : s);
  }

  /**
   * The state that an operator gives a channel, which it must not mix with others; live where sizes
   * are symbolic.
   *
   * @param type the type of the operator's first operand, whose channels are x
   * @param parameters its other operands, as far as they concern this channel
   */
  static ChannelState evaluate(
      Op op, TensorType type, Channels x, ChannelState state, Tensor... parameters) {
    if (state.isLive()) {
      return state;
    } else if (actsOnBatch(op)) {
      return ChannelState.live();
    } else if (!isStaticBehindBatch(type)) {
      return ChannelState.unsized();
    }
    Tensor[] operands = new Tensor[1 + parameters.length];
    operands[0] = expanded(state, type, x);
    System.arraycopy(parameters, 0, operands, 1, parameters.length);
    return ChannelState.of(Flow.evaluate(op, operands));
  }

  /**
   * One channel, of parts that are joined along an axis other than that of samples.
   *
   * @param types the types of the values the parts are channels of, which are laid out alike
   */
  static ChannelState joined(
      int axis, List<ChannelState> parts, List<TensorType> types, Channels layout) {
    if (parts.stream().anyMatch(ChannelState::isLive)) {
      return parts.stream().reduce(ChannelState.unsized(), ChannelState::live);
    } else if (parts.stream().distinct().count() == 1
        && parts.get(0) instanceof ChannelState.Constant) {
      return parts.get(0);
    } else if (!types.stream().allMatch(KnownChannels::isStaticBehindBatch)) {
      return ChannelState.unsized();
    }
    Tensor[] maps = new Tensor[parts.size()];
    Arrays.setAll(maps, i -> expanded(parts.get(i), types.get(i), layout));
    return ChannelState.of(Flow.evaluate(new Concat(axis), maps));
  }

  /** Maps hold for every sample, so what tells samples apart makes a channel live. */
  private static boolean actsOnBatch(Op op) {
    return op instanceof Slice slice && slice.axes().contains(0L)
        || op instanceof IndexSelect select && select.axis() == 0
        || op instanceof Pad pad && (pad.begin(0) != 0 || pad.end(0) != 0);
  }

  static boolean isStaticBehindBatch(TensorType type) {
    return type.dims().stream().skip(1).allMatch(Dim::isConstant);
  }

  /** The shape of one sample, as a batch of 1. */
  static long[] sample(TensorType type) {
    return type.withDim(0, Dim.of(1)).shape();
  }

  /** A known channel with its full extent along the axes that do not count channels or samples. */
  static Tensor expanded(ChannelState state, TensorType type, Channels layout) {
    long[] shape = sample(type);
    layout.axes().forEach(axis -> shape[axis] = 1);
    shape[layout.axes().get(layout.axes().size() - 1)] = layout.repeat();
    return Flow.evaluate(
        new Expand(Arrays.stream(shape).mapToObj(Dim::of).toList()), state.tensor(shape.length));
  }
}
