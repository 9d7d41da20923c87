package dev.espalier.passes.channels;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Reduction;
import java.util.List;
import java.util.Optional;

/** What is known of the channels of a result whose operand was combined along other axes. */
final class ReductionStates {
  private ReductionStates() {}

  static Optional<Channels> of(Reduction op, Flow flow) {
    Optional<Channels> x = flow.channels(0);
    if (x.isEmpty() || x.get().axes().stream().anyMatch(a -> op.axes().contains((long) a))) {
      return Optional.empty();
    }
    TensorType type = flow.type(0);
    boolean isStatic = op.axes().stream().allMatch(a -> type.dim(a.intValue()).isConstant());
    double count = 1;
    for (long axis : op.axes()) {
      count *= isStatic ? type.dim((int) axis).value() : 1;
    }
    double reduced = count;
    List<Integer> axes =
        x.get().axes().stream()
            .map(a -> op.keepDims() ? a : a - (int) op.axes().stream().filter(r -> r < a).count())
            .toList();
    return x.map(
        c -> c.map(state -> reduce(op, flow, state, isStatic, reduced)).moved(axes, c.repeat()));
  }

  private static ChannelState reduce(
      Reduction op, Flow flow, ChannelState state, boolean isStatic, double count) {
    if (state instanceof ChannelState.Constant constant) {
      boolean counts =
          op instanceof ReduceSum || op instanceof ReduceL2 || op instanceof ReduceProd;
      return !counts || state.isZero()
          ? state
          : isStatic ? uniform(op, constant.value(), count) : ChannelState.unsized();
    }
    return op.axes().contains(0L) && !state.isLive()
        ? ChannelState.live()
        : KnownChannels.evaluate(op, flow.type(0), flow.channels(0).orElseThrow(), state);
  }

  /** Of {@code count} equal numbers. */
  private static ChannelState uniform(Reduction op, double k, double count) {
    return ChannelState.constant(
        op instanceof ReduceSum
            ? k * count
            : op instanceof ReduceL2 ? Math.abs(k) * Math.sqrt(count) : StrictMath.pow(k, count));
  }
}
