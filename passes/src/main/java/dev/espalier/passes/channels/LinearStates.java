package dev.espalier.passes.channels;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which result channels of convolutions and matrix products do not depend on the input. */
final class LinearStates {
  private LinearStates() {}

  static Optional<Channels> conv(Conv op, Flow flow) {
    return convolution(flow, ConvWeights.of(op, flow));
  }

  static Optional<Channels> convTranspose(ConvTranspose op, Flow flow) {
    return convolution(flow, ConvWeights.of(op, flow));
  }

  private static Optional<Channels> convolution(Flow flow, Optional<ConvWeights> weights) {
    if (!flow.result().dim(1).isConstant()) {
      return Optional.empty();
    }
    long rows = flow.result().dim(1).value();
    Optional<double[]> bias =
        flow.has(2) ? flow.constant(2).map(Tensor::toDoubles) : Optional.of(new double[(int) rows]);
    if (weights.isEmpty() || bias.isEmpty()) {
      return Optional.of(Channels.live(1, rows));
    }
    Channels x = flow.plain(0, 1).orElseGet(() -> Channels.live(1, weights.get().inputs()));
    List<ChannelState> states = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      states.add(row(weights.get(), x, flow.type(0), row, bias.get()[row]));
    }
    return Optional.of(Channels.of(1, states));
  }

  private static ChannelState row(
      ConvWeights weights, Channels x, TensorType type, int row, double bias) {
    List<Integer> known = new ArrayList<>();
    boolean unsized = false;
    int end = weights.firstInput(row) + weights.inputsPerRow();
    for (int c = weights.firstInput(row); c < end; c++) {
      if (x.at(c).isUnsized()) {
        unsized |= !weights.isZero(row, c);
      } else if (x.at(c).isLive() ? !weights.isZero(row, c) : !weights.isFinite(row, c)) {
        return ChannelState.live();
      }
      if (!x.at(c).isLive() && !x.at(c).isZero() && !weights.isZero(row, c)) {
        known.add(c);
      }
    }
    if (unsized) {
      return ChannelState.unsized();
    }
    if (known.isEmpty()) {
      return ChannelState.constant(bias);
    }
    if (weights.isUniform() && known.stream().allMatch(c -> isConstant(x.at(c)))) {
      double sum = bias;
      for (int c : known) {
        sum += ((ChannelState.Constant) x.at(c)).value() * weights.sum(row, c);
      }
      return ChannelState.constant(sum);
    }
    return KnownChannels.isStaticBehindBatch(type)
        ? weights.map(row, known, x, type, bias)
        : ChannelState.unsized();
  }

  private static boolean isConstant(ChannelState state) {
    return state instanceof ChannelState.Constant;
  }

  static Optional<Channels> gemm(Gemm op, Flow flow) {
    if (!flow.result().dim(1).isConstant()) {
      return Optional.empty();
    }
    int contracted = op.transA() ? 0 : 1;
    Optional<Tensor> weight = flow.constant(1);
    long columns = flow.result().dim(1).value();
    boolean plainBias = !flow.has(2) || flow.constant(2).isPresent();
    Optional<double[]> sums =
        weight.flatMap(w -> columns(flow, contracted, w, op.transB() ? 1 : 0));
    if (weight.isEmpty() && !flow.has(2)) {
      return ProductPairs.of(flow).flatMap(ProductPairs::channels);
    }
    if (sums.isEmpty() || !plainBias) {
      return Optional.of(Channels.live(1, columns));
    }
    List<ChannelState> states = new ArrayList<>();
    Channels layout = Channels.live(1, columns);
    ChannelState[] bias = flow.has(2) ? flow.aligned(2, layout, flow.result()) : null;
    for (int n = 0; n < columns; n++) {
      double sum = op.alpha() * sums.get()[n];
      if (bias == null || Double.isNaN(sum)) {
        states.add(ChannelState.constant(sum));
      } else {
        states.add(
            bias[n] instanceof ChannelState.Constant b
                ? ChannelState.constant(sum + op.beta() * b.value())
                : ChannelState.live());
      }
    }
    return Optional.of(layout.with(states));
  }

  static Optional<Channels> matMul(MatMul op, Flow flow) {
    int last = flow.result().rank() - 1;
    int contracted = flow.type(0).rank() - 1;
    Optional<Tensor> weight = flow.constant(1).filter(w -> w.rank() == 2 && contracted > 0);
    if (weight.isPresent()) {
      return flow.channels(0)
          .filter(x -> !x.axes().contains(contracted))
          .map(x -> rows(op, flow, x, weight.get()))
          .or(() -> byConstant(flow, last));
    }
    return ProductPairs.of(flow)
        .flatMap(ProductPairs::channels)
        .or(() -> flow.constant(1).filter(w -> w.rank() > 1).map(w -> live(flow, last)));
  }

  private static Channels live(Flow flow, int axis) {
    return Channels.live(axis, flow.result().dim(axis).value());
  }

  private static Optional<Channels> byConstant(Flow flow, int last) {
    int contracted = flow.type(0).rank() - 1;
    Optional<double[]> sums = columns(flow, contracted, flow.constant(1).orElseThrow(), 0);
    if (sums.isEmpty()) {
      return Optional.of(live(flow, last));
    }
    List<ChannelState> states = new ArrayList<>();
    for (double sum : sums.get()) {
      states.add(ChannelState.constant(sum));
    }
    return Optional.of(Channels.of(last, states));
  }

  /** Channels that are not summed over are multiplied each on its own. */
  private static Channels rows(MatMul op, Flow flow, Channels x, Tensor weight) {
    return KnownChannels.each(
        x,
        state ->
            state.isZero() ? state : KnownChannels.evaluate(op, flow.type(0), x, state, weight));
  }

  /**
   * What the known positions of the contracted axis add to each column of a weight matrix; NaN for
   * a column that depends on a live position. Empty if nothing is known.
   */
  private static Optional<double[]> columns(
      Flow flow, int contracted, Tensor weight, int weightAxis) {
    Channels x =
        flow.channels(0)
            .filter(c -> c.axes().equals(List.of(contracted)))
            .orElseGet(() -> Channels.live(contracted, weight.dim(weightAxis)));
    MatrixWeights weights = new MatrixWeights(weight, weightAxis);
    double[] numbers = new double[weights.count()];
    Arrays.setAll(numbers, k -> value(x, k));
    return weights.product(numbers);
  }

  /** The number a position holds in every row; NaN if there is none. */
  static double value(Channels x, int position) {
    ChannelState state = x.at(position / x.repeat());
    if (state instanceof ChannelState.Constant constant) {
      return constant.value();
    }
    if (state instanceof ChannelState.Fixed fixed
        && fixed.map().size() == fixed.map().dim(x.axes().get(0))
        && fixed.map().element() == ElementType.F64) {
      return fixed.map().at(position % x.repeat());
    }
    return Double.NaN;
  }
}
