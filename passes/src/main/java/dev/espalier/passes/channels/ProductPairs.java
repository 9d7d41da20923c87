package dev.espalier.passes.channels;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which channels of the two factors meet in a matrix product of values: a pair for every index of
 * the axes that count channels in either factor, the axis that is summed over among them. A factor
 * without known channels is live everywhere.
 *
 * <p>In {@code q [N,h,L,d] times k [N,h,d,L]} a pair is a head and an index of it; channel (h, d)
 * of the one meets channel (h, d) of the other, and both are part of channel h of the result.
 */
final class ProductPairs {
  private static final int SUMMED = -1;
  private static final int MOST = 1 << 20;

  private final Flow flow;
  private final List<Integer> axes;
  private final int[] sizes;
  private final int count;

  /**
   * @param axes of the result that count channels, ascending, perhaps behind {@link #SUMMED}
   * @param sizes of the axes, each at its number plus 1
   */
  private ProductPairs(Flow flow, List<Integer> axes, int[] sizes) {
    this.flow = flow;
    this.axes = axes;
    this.sizes = sizes;
    this.count = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /** The pairs of a {@link MatMul} or {@link Gemm}; empty if there are too many to look at. */
  static Optional<ProductPairs> of(Flow flow) {
    TreeSet<Integer> axes = new TreeSet<>();
    int[] sizes = new int[flow.result().rank() + 1];
    Arrays.fill(sizes, 1);
    for (int operand = 0; operand < 2; operand++) {
      for (int axis : flow.channels(operand).map(Channels::axes).orElse(List.of())) {
        int size = Math.toIntExact(flow.type(operand).dim(axis).value());
        int at = target(flow, operand, axis);
        if (size > 1) {
          axes.add(at);
          sizes[at + 1] = size;
        }
      }
    }
    double count = Arrays.stream(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
    return count > MOST
        ? Optional.empty()
        : Optional.of(new ProductPairs(flow, List.copyOf(axes), sizes));
  }

  private static int target(Flow flow, int operand, int axis) {
    int a = flow.type(0).rank();
    int b = flow.type(1).rank();
    if (axis == summed(flow, operand)) {
      return SUMMED;
    }
    return flow.op() instanceof Gemm ? operand : MatMul.resultAxis(operand, axis, a, b);
  }

  private static int summed(Flow flow, int operand) {
    if (flow.op() instanceof Gemm gemm) {
      return operand == 0 ? gemm.transA() ? 0 : 1 : gemm.transB() ? 1 : 0;
    }
    return MatMul.summedAxis(operand, flow.type(operand).rank());
  }

  int count() {
    return count;
  }

  /** Whether a pair is one index of the axis that is summed over. */
  boolean countSummed() {
    return axes.contains(SUMMED);
  }

  private int index(int pair, int axis) {
    int rest = pair;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int size = sizes[axes.get(i) + 1];
      if (axes.get(i) == axis) {
        return rest % size;
      }
      rest /= size;
    }
    return 0;
  }

  /** The index of the axis that is summed over; 0 if it counts no channels. */
  int summed(int pair) {
    return index(pair, SUMMED);
  }

  /** The channel of a factor in a pair. */
  Optional<Integer> channel(int operand, int pair) {
    return flow.channels(operand).map(channels -> channel(channels, operand, pair));
  }

  private int channel(Channels channels, int operand, int pair) {
    TensorType type = flow.type(operand);
    int channel = 0;
    for (int axis : channels.axes()) {
      int size = Math.toIntExact(type.dim(axis).value());
      channel = channel * size + (size == 1 ? 0 : index(pair, target(flow, operand, axis)));
    }
    return channel / channels.repeat();
  }

  /** The channel of the result that a pair is part of. */
  int result(int pair) {
    int channel = 0;
    for (int axis : axes) {
      channel = axis == SUMMED ? 0 : channel * sizes[axis + 1] + index(pair, axis);
    }
    return channel;
  }

  boolean isZero(int operand, int pair) {
    return flow.channels(operand)
        .filter(channels -> channels.at(channel(channels, operand, pair)).isZero())
        .isPresent();
  }

  /** Whether one of the factors of a pair is zero. */
  boolean isZero(int pair) {
    return isZero(0, pair) || isZero(1, pair);
  }

  /** The channels of the product; those are zero that only zeros are part of. */
  Optional<Channels> channels() {
    List<Integer> counting = axes.stream().filter(axis -> axis != SUMMED).toList();
    if (counting.isEmpty()) {
      return Optional.empty();
    }
    int channels = counting.stream().reduce(1, (n, axis) -> n * sizes[axis + 1]);
    ChannelState[] states = new ChannelState[channels];
    Arrays.fill(states, ChannelState.zero());
    for (int pair = 0; pair < count(); pair++) {
      if (!isZero(pair)) {
        states[result(pair)] = ChannelState.live();
      }
    }
    return Optional.of(Channels.of(counting, 1, new ArrayList<>(Arrays.asList(states))));
  }
}
