package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How operators that treat channels one by one map zero, constant and fixed channels. */
final class ElementStates {
  private ElementStates() {}

  static Optional<Channels> pointwise(Pointwise op, Flow flow) {
    return each(flow, state -> apply(op, state));
  }

  private static ChannelState apply(Pointwise op, ChannelState state) {
    return state instanceof ChannelState.Constant constant
        ? ChannelState.constant(op.apply(constant.value()))
        : evaluate(op, state);
  }

  /** Maps each channel on its own; the layout of the result is that of the operand. */
  static Optional<Channels> each(Flow flow, UnaryOperator<ChannelState> map) {
    return flow.channels(0).map(c -> c.with(c.states().stream().map(map).toList()));
  }

  /** For operators that map a uniform channel to itself, and act on a map in space. */
  static Optional<Channels> keepsConstants(Op op, Flow flow) {
    return each(
        flow, state -> state instanceof ChannelState.Fixed ? spatial(op, flow, state) : state);
  }

  /** Evaluates an operator of one operand on a known channel; live where sizes are symbolic. */
  static ChannelState spatial(Op op, Flow flow, ChannelState state) {
    TensorType type = flow.type(0);
    if (actsOnBatch(op)) {
      return ChannelState.live();
    } else if (!isStaticBehindBatch(type)) {
      return ChannelState.unsized();
    }
    return ChannelState.of(
        Flow.evaluate(op, expanded(state, type, flow.channels(0).orElseThrow())));
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

  private static ChannelState evaluate(Op op, ChannelState state) {
    return state instanceof ChannelState.Fixed fixed
        ? ChannelState.of(Flow.evaluate(op, fixed.map()))
        : state;
  }

  /** Windows slide over the axes from 2 on; channels counted there are mixed. */
  private static boolean isSpatialToo(Channels channels) {
    return channels.axes().stream().anyMatch(axis -> axis >= 2);
  }

  static Optional<Channels> maxPool(MaxPool op, Flow flow) {
    return flow.channels(0).filter(ElementStates::isSpatialToo).isPresent()
        ? Optional.empty()
        : keepsConstants(op, flow);
  }

  static Optional<Channels> resize(Resize op, Flow flow) {
    boolean mixed =
        flow.channels(0)
            .filter(c -> c.axes().stream().anyMatch(a -> op.axes().contains((long) a)))
            .isPresent();
    return mixed ? Optional.empty() : keepsConstants(op, flow);
  }

  static Optional<Channels> averagePool(AveragePool op, Flow flow) {
    boolean padded = op.pads().stream().anyMatch(p -> p != 0);
    if (flow.channels(0).filter(ElementStates::isSpatialToo).isPresent()) {
      return Optional.empty();
    }
    if (!(padded && op.countIncludePad()) || !flow.channels(0).isPresent()) {
      return keepsConstants(op, flow);
    }
    return each(
        flow,
        state -> {
          if (state.isLive() || state.isZero()) {
            return state;
          }
          return spatial(op, flow, state);
        });
  }

  static Optional<Channels> elementwise(Elementwise op, Flow flow) {
    TensorType result = flow.result();
    Optional<Channels> layout = layout(flow, result, 0).or(() -> layout(flow, result, 1));
    if (layout.isEmpty() || op.isPredicate()) {
      return layout.map(l -> l.with(l.states().stream().map(s -> ChannelState.live()).toList()));
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

  private static ChannelState combine(Elementwise op, ChannelState a, ChannelState b, int rank) {
    if (op instanceof Mul && (a.isZero() || b.isZero())
        || (op instanceof Div || op instanceof PRelu) && a.isZero()) {
      return ChannelState.zero();
    }
    if (a.isLive() || b.isLive()) {
      return ChannelState.live(a, b);
    }
    if (a instanceof ChannelState.Constant x && b instanceof ChannelState.Constant y) {
      return ChannelState.constant(op.apply(x.value(), y.value()));
    }
    return ChannelState.of(Flow.evaluate(op, a.tensor(rank), b.tensor(rank)));
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
      states.add(
          condition[c] instanceof ChannelState.Constant constant
              ? constant.value() != 0 ? a[c] : b[c]
              : ChannelState.live());
    }
    return Optional.of(layout.get().with(states));
  }

  static Optional<Channels> mask(ChannelMask op, Flow flow) {
    int axis = (int) op.axis();
    Optional<double[]> scores = flow.constant(1).map(Tensor::toDoubles);
    return flow.plain(0, axis).map(x -> Channels.of(axis, masked(x, scores)));
  }

  private static List<ChannelState> masked(Channels x, Optional<double[]> scores) {
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < x.count(); c++) {
      boolean off = scores.isPresent() && !ChannelMask.passes(scores.get()[c]);
      states.add(off ? ChannelState.zero() : scores.isPresent() ? x.at(c) : ChannelState.live());
    }
    return states;
  }

  static Optional<Channels> batchNormalization(BatchNormalization op, Flow flow) {
    return flow.plain(0, 1).map(x -> normalized(op, flow, x));
  }

  private static Channels normalized(BatchNormalization op, Flow flow, Channels x) {
    List<double[]> parameters = new ArrayList<>();
    for (int i = 1; i < 5; i++) {
      Optional<Tensor> parameter = flow.constant(i);
      if (parameter.isEmpty()) {
        return Channels.live(1, x.count());
      }
      parameters.add(parameter.get().toDoubles());
    }
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < x.count(); c++) {
      double slope = parameters.get(0)[c] / Math.sqrt(parameters.get(3)[c] + op.epsilon());
      double offset = parameters.get(1)[c] - parameters.get(2)[c] * slope;
      states.add(affine(x.at(c), slope, offset));
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
    return flow.plain(0, 1).map(x -> normalized(flow, x));
  }

  private static Channels normalized(Flow flow, Channels x) {
    Optional<double[]> scale = flow.constant(1).map(Tensor::toDoubles);
    Optional<double[]> bias = flow.constant(2).map(Tensor::toDoubles);
    List<ChannelState> states = new ArrayList<>();
    for (int c = 0; c < x.count(); c++) {
      boolean uniform =
          x.at(c) instanceof ChannelState.Constant || scale.isPresent() && scale.get()[c] == 0;
      states.add(
          uniform && bias.isPresent() ? ChannelState.constant(bias.get()[c]) : ChannelState.live());
    }
    return Channels.of(1, states);
  }
}
