package dev.espalier.passes.channels;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which result channels of convolutions and matrix products do not depend on the input. */
final class LinearStates {
  private LinearStates() {}

  static Optional<Channels> convolution(Flow flow) {
    if (!Channels.isCountable(flow.result().dim(1))) {
      return Optional.empty();
    }
    Optional<ConvWeights> weights = ConvWeights.of(flow);
    long rows = flow.result().dim(1).value();
    Optional<double[]> bias =
        flow.has(2) ? flow.constant(2).map(Tensor::toDoubles) : Optional.of(new double[(int) rows]);
    if (weights.isEmpty() || bias.isEmpty()) {
      return Optional.of(Channels.live(1, rows));
    }
    Channels x =
        flow.plain(0, 1).orElseGet(() -> Channels.live(1, weights.get().blocks().inputs()));
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
    int first = weights.blocks().firstInput(row);
    for (int c = first; c < first + weights.blocks().inputsPerGroup(); c++) {
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
    if (!Channels.isCountable(flow.result().dim(1))) {
      return Optional.empty();
    }
    int contracted = op.transA() ? 0 : 1;
    Optional<Tensor> weight = flow.constant(1);
    long columns = flow.result().dim(1).value();
    boolean plainBias = !flow.has(2) || flow.constant(2).isPresent();
    Optional<double[]> sums =
        weight.flatMap(w -> columns(flow, contracted, w, op.transB() ? 1 : 0));
    if (weight.isEmpty() && !flow.has(2)) {
      return ProductPairs.of(flow).flatMap(ProductPairs::product);
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
    if (flow.constant(1).isPresent() && !Channels.isCountable(flow.result().dim(last))) {
      return Optional.empty();
    }
    Optional<Tensor> weight = flow.constant(1).filter(w -> w.rank() == 2 && contracted > 0);
    if (weight.isPresent()) {
      return flow.channels(0)
          .filter(x -> !x.axes().contains(contracted))
          .map(x -> rows(op, flow, x, weight.get()))
          .or(() -> byConstant(flow, last));
    }
    return ProductPairs.of(flow)
        .flatMap(ProductPairs::product)
        .or(() -> flow.constant(1).filter(w -> w.rank() > 1).map(w -> live(flow, last)));
  }

  private static Channels live(Flow flow, int axis) {
    return Channels.live(axis, flow.result().dim(axis).value());
  }

  private static Optional<Channels> byConstant(Flow flow, int last) {
    int contracted = flow.type(0).rank() - 1;
    Tensor weight = flow.constant(1).orElseThrow();
    Channels x = counted(flow, contracted, weight.dim(0));
    List<Integer> maps =
        IntStream.range(0, Math.toIntExact(weight.dim(0)))
            .filter(k -> x.at(k / x.repeat()) instanceof ChannelState.Fixed)
            .filter(k -> Double.isNaN(value(x, k)))
            .boxed()
            .toList();
    double[] numbers = numbers(x, weight.dim(0));
    maps.forEach(k -> numbers[k] = 0);
    Optional<double[]> sums = new MatrixWeights(weight, 0).product(numbers);
    boolean unsized = !maps.isEmpty() && !KnownChannels.isStaticBehindBatch(flow.type(0));
    if (sums.isEmpty() || unsized) {
      return Optional.of(live(flow, last));
    }
    List<ChannelState> states =
        Arrays.stream(sums.get()).mapToObj(ChannelState::constant).collect(Collectors.toList());
    if (!maps.isEmpty()) {
      addMaps(states, KnownProduct.of(x, flow.type(0), maps, weight), last);
    }
    return Optional.of(Channels.of(last, states));
  }

  /** Adds to the columns that are known what maps contribute [1,...,N]. */
  private static void addMaps(List<ChannelState> columns, Tensor maps, int last) {
    for (int n = 0; n < columns.size(); n++) {
      if (!columns.get(n).isLive()) {
        Tensor sum = columns.get(n).tensor(maps.rank());
        columns.set(n, ChannelState.of(Flow.evaluate(new Add(), maps.select(last, n), sum)));
      }
    }
  }

  /** Channels that are not summed over are multiplied each on its own. */
  private static Channels rows(MatMul op, Flow flow, Channels x, Tensor weight) {
    return x.map(
        state ->
            state.isZero() ? state : KnownChannels.evaluate(op, flow.type(0), x, state, weight));
  }

  /**
   * What the known positions of the contracted axis add to each column of a weight matrix; NaN for
   * a column that depends on a live position. Empty if nothing is known.
   */
  private static Optional<double[]> columns(
      Flow flow, int contracted, Tensor weight, int weightAxis) {
    Channels x = counted(flow, contracted, weight.dim(weightAxis));
    return new MatrixWeights(weight, weightAxis).product(numbers(x, weight.dim(weightAxis)));
  }

  /** The channels of the first operand if the contracted axis counts them, or else live ones. */
  private static Channels counted(Flow flow, int contracted, long size) {
    return flow.channels(0)
        .filter(c -> c.axes().equals(List.of(contracted)))
        .orElseGet(() -> Channels.live(contracted, size));
  }

  private static double[] numbers(Channels x, long size) {
    return IntStream.range(0, Math.toIntExact(size)).mapToDouble(k -> value(x, k)).toArray();
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
