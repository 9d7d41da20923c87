package dev.espalier.passes.channels;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What normalisations make of zero, constant and fixed channels. */
final class NormStates {
  private NormStates() {}

  static Optional<Channels> batchNormalization(BatchNormalization op, Flow flow) {
    return flow.plain(0, 1).map(x -> normalized(op, flow, x));
  }

  private static Channels normalized(BatchNormalization op, Flow flow, Channels x) {
    List<Tensor> parameters =
        IntStream.range(1, 5).mapToObj(flow::constant).flatMap(Optional::stream).toList();
    if (parameters.size() < 4) {
      return Channels.live(1, x.count());
    }
    double[] slopes = op.slopes(parameters.get(0), parameters.get(3));
    double[] offsets = op.offsets(slopes, parameters.get(1), parameters.get(2));
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < x.count(); c++) {
      states.add(affine(x.at(c), slopes[c], offsets[c]));
    }
    return Channels.of(1, states);
  }

  private static ChannelState affine(ChannelState state, double slope, double offset) {
    if (!Double.isFinite(slope) || !Double.isFinite(offset)) {
      return ChannelState.live();
    }
    if (slope == 0) {
      return ChannelState.constant(offset);
    }
    if (state instanceof ChannelState.Constant constant) {
      return ChannelState.constant(constant.value() * slope + offset);
    }
    if (state instanceof ChannelState.Fixed fixed) {
      double[] values = fixed.map().toDoubles();
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * slope + offset;
      }
      return ChannelState.of(Tensor.of(ElementType.F64, fixed.map().shape(), values));
    }
    return state;
  }

  /** A uniform channel becomes the bias; exactly so only without rounding. */
  static Optional<Channels> instanceNormalization(InstanceNormalization op, Flow flow) {
    return flow.plain(0, 1).map(x -> normalized(op, flow, x));
  }

  private static Channels normalized(InstanceNormalization op, Flow flow, Channels x) {
    Optional<Tensor> scale = flow.constant(1);
    Optional<Tensor> bias = flow.constant(2);
    if (scale.isEmpty() || bias.isEmpty()) {
      return Channels.live(1, x.count());
    }
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < x.count(); c++) {
      boolean uniform = x.at(c) instanceof ChannelState.Constant || scale.get().at(c) == 0;
      states.add(
          uniform
              ? ChannelState.constant(bias.get().at(c))
              : KnownChannels.evaluate(
                  op, flow.type(0), x, x.at(c), scale.get().select(0, c), bias.get().select(0, c)));
    }
    return Channels.of(1, states);
  }

  /** Channels that are normalised each on its own are known where the operand's are. */
  static Optional<Channels> layerNormalization(LayerNormalization op, Flow flow) {
    boolean fixed = !flow.has(2) || flow.constant(2).isPresent();
    if (flow.constant(1).isEmpty() || !fixed) {
      return live(flow);
    }
    TensorType type = flow.type(0);
    List<Tensor> parameters = new ArrayList<>(List.of(flow.constant(1).orElseThrow()));
    flow.constant(2).ifPresent(parameters::add);
    boolean apart =
        parameters.stream().allMatch(parameter -> parameter.rank() <= type.rank() - op.axis());
    return apart ? alone(op, op.axis(), flow, parameters) : live(flow);
  }

  /** Softmax and its logarithm. */
  static Optional<Channels> softmax(Op op, long axis, Flow flow) {
    return alone(op, axis, flow, List.of());
  }

  /** The axes from one on are normalised; known channels that these do not count stay known. */
  private static Optional<Channels> alone(Op op, long axis, Flow flow, List<Tensor> parameters) {
    Optional<Channels> x = flow.channels(0);
    if (axis == 0 || x.isEmpty() || x.get().axes().stream().anyMatch(a -> a >= axis)) {
      return live(flow);
    }
    return KnownChannels.each(
        flow,
        state ->
            KnownChannels.evaluate(
                op, flow.type(0), x.get(), state, parameters.toArray(Tensor[]::new)));
  }

  /** The channels stay where they are, but nothing is known of them. */
  static Optional<Channels> live(Flow flow) {
    return KnownChannels.each(flow, state -> ChannelState.live());
  }
}
