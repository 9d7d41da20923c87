package dev.espalier.passes.channels;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.SpaceToDepth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What windows, resizes and blocks of space make of zero, constant and fixed channels. */
final class SpaceStates {
  private SpaceStates() {}

  /** Windows slide over the axes from 2 on; channels counted there are mixed. */
  private static boolean isSpatialToo(Channels channels) {
    return channels.axes().stream().anyMatch(axis -> axis >= 2);
  }

  static Optional<Channels> maxPool(MaxPool op, Flow flow) {
    return flow.channels(0).filter(SpaceStates::isSpatialToo).isPresent()
        ? Optional.empty()
        : KnownChannels.keepsConstants(op, flow);
  }

  static Optional<Channels> resize(Resize op, Flow flow) {
    boolean mixed =
        flow.channels(0)
            .filter(c -> c.axes().stream().anyMatch(a -> op.axes().contains((long) a)))
            .isPresent();
    return mixed ? Optional.empty() : KnownChannels.keepsConstants(op, flow);
  }

  static Optional<Channels> averagePool(AveragePool op, Flow flow) {
    boolean countsZeros = op.countIncludePad() && op.pads().stream().anyMatch(p -> p != 0);
    if (flow.channels(0).filter(SpaceStates::isSpatialToo).isPresent()) {
      return Optional.empty();
    } else if (!countsZeros) {
      return KnownChannels.keepsConstants(op, flow);
    }
    return flow.channels(0)
        .map(x -> x.map(s -> s.isZero() ? s : KnownChannels.evaluate(op, flow.type(0), x, s)));
  }

  static Optional<Channels> depthToSpace(DepthToSpace op, Flow flow) {
    return flow.plain(0, 1).map(x -> spread(op, x, flow.type(0)));
  }

  private static Channels spread(DepthToSpace op, Channels x, TensorType type) {
    int square = (int) (op.block() * op.block());
    int channels = x.count() / square;
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      List<ChannelState> parts = new ArrayList<>();
      for (int i = 0; i < square; i++) {
        parts.add(x.at(op.columnFirst() ? c * square + i : i * channels + c));
      }
      states.add(spread(op, parts, x, type));
    }
    return Channels.of(1, states);
  }

  /** One channel, made of one channel per place in a block. */
  private static ChannelState spread(
      DepthToSpace op, List<ChannelState> parts, Channels x, TensorType type) {
    ChannelState joined =
        KnownChannels.joined(1, parts, Collections.nCopies(parts.size(), type), x);
    return joined instanceof ChannelState.Fixed fixed
        ? ChannelState.of(Flow.evaluate(op, fixed.map()))
        : joined;
  }

  static Optional<Channels> spaceToDepth(SpaceToDepth op, Flow flow) {
    return flow.plain(0, 1)
        .filter(x -> Channels.isCountable(flow.result().dim(1)))
        .map(x -> gathered(op, x, flow.type(0)));
  }

  private static Channels gathered(SpaceToDepth op, Channels x, TensorType type) {
    ChannelState[] states = new ChannelState[(int) (op.block() * op.block()) * x.count()];
    for (int c = 0; c < x.count(); c++) {
      ChannelState state =
          x.at(c) instanceof ChannelState.Fixed
              ? KnownChannels.evaluate(op, type, x, x.at(c))
              : x.at(c);
      for (int place = 0; place * x.count() < states.length; place++) {
        states[place * x.count() + c] =
            state instanceof ChannelState.Fixed fixed
                ? ChannelState.of(fixed.map().select(1, place))
                : state;
      }
    }
    return Channels.of(1, List.of(states));
  }
}
