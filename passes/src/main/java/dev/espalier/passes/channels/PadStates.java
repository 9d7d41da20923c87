package dev.espalier.passes.channels;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Pad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What padding makes of zero, constant and fixed channels, along their own axis and others. */
final class PadStates {
  private PadStates() {}

  static Optional<Channels> pad(Pad op, Flow flow) {
    Optional<Channels> x = flow.channels(0);
    for (int axis : x.map(Channels::axes).orElse(List.of())) {
      if (op.begin(axis) != 0 || op.end(axis) != 0) {
        return x.filter(
                c ->
                    c.isPlain(axis)
                        && addsOnly(op, axis)
                        && Channels.isCountable(flow.result().dim(axis)))
            .map(c -> widened(op, c, axis))
            .map(c -> inSpace(op.without(axis), flow.type(0), c));
      }
    }
    return x.map(c -> inSpace(op, flow.type(0), c));
  }

  private static Channels inSpace(Pad op, TensorType type, Channels x) {
    return x.map(
        state -> isEverywhere(op, state) ? state : KnownChannels.evaluate(op, type, x, state));
  }

  /** Whether a channel is uniform, and what is added to it is the same number. */
  private static boolean isEverywhere(Pad op, ChannelState state) {
    return state instanceof ChannelState.Constant constant
        && (op.mode() != Pad.Mode.CONSTANT || constant.value() == op.value() || !op.addsAnything());
  }

  private static boolean addsOnly(Pad op, int axis) {
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
}
