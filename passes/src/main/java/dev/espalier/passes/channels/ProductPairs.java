package dev.espalier.passes.channels;

import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
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
  private final List<Optional<int[]>> channels;
  private final int[] results;

  /**
   * @param axes of the result that count channels, ascending, perhaps behind {@link #SUMMED}
   * @param sizes of the axes, each at its number plus 1
   */
  private ProductPairs(Flow flow, List<Integer> axes, int[] sizes) {
    this.flow = flow;
    this.axes = axes;
    this.sizes = sizes;
    this.count = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    this.channels = List.of(ofOperand(0), ofOperand(1));
    this.results = ofResult();
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

  /** Whether a pair is one index of the axis that is summed over. */
  boolean countSummed() {
    return axes.contains(SUMMED);
  }

  /** Whether an axis of the result counts channels. */
  boolean countResult() {
    return axes.stream().anyMatch(axis -> axis != SUMMED);
  }

  /** The index along the axis that is summed over, per pair; 0 if it counts no channels. */
  int[] summed() {
    int[] strides = new int[axes.size()];
    if (countSummed()) {
      strides[axes.indexOf(SUMMED)] = 1;
    }
    return spread(strides);
  }

  /** The channel of a factor in each pair; empty if nothing is known of its channels. */
  Optional<int[]> channels(int operand) {
    return channels.get(operand);
  }

  /** The channel of the result that each pair is part of. */
  int[] results() {
    return results;
  }

  /** For each pair, its indices times strides, which are in the order of the axes. */
  private int[] spread(int[] strides) {
    int[] sums = new int[count];
    for (int pair = 0; pair < count; pair++) {
      int rest = pair;
      for (int i = strides.length - 1; i >= 0; i--) {
        int size = sizes[axes.get(i) + 1];
        sums[pair] += rest % size * strides[i];
        rest /= size;
      }
    }
    return sums;
  }

  private Optional<int[]> ofOperand(int operand) {
    return flow.channels(operand).map(known -> ofOperand(operand, known));
  }

  private int[] ofOperand(int operand, Channels known) {
    int[] strides = new int[axes.size()];
    int stride = 1;
    for (int i = known.axes().size() - 1; i >= 0; i--) {
      int axis = known.axes().get(i);
      int size = Math.toIntExact(flow.type(operand).dim(axis).value());
      if (size > 1) {
        strides[axes.indexOf(target(flow, operand, axis))] = stride;
      }
      stride *= size;
    }
    int[] positions = spread(strides);
    Arrays.setAll(positions, pair -> positions[pair] / known.repeat());
    return positions;
  }

  private int[] ofResult() {
    int[] strides = new int[axes.size()];
    int stride = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      if (axes.get(i) != SUMMED) {
        strides[i] = stride;
        stride *= sizes[axes.get(i) + 1];
      }
    }
    return spread(strides);
  }

  /** Per pair, whether a factor is zero. */
  boolean[] zeros(int operand) {
    boolean[] zeros = new boolean[count];
    if (channels(operand).isPresent()) {
      Channels known = flow.channels(operand).orElseThrow();
      int[] own = channels(operand).get();
      for (int pair = 0; pair < count; pair++) {
        zeros[pair] = known.at(own[pair]).isZero();
      }
    }
    return zeros;
  }

  /** Per pair, whether one of its factors is zero. */
  boolean[] zeros() {
    boolean[] zeros = zeros(0);
    boolean[] others = zeros(1);
    for (int pair = 0; pair < count; pair++) {
      zeros[pair] |= others[pair];
    }
    return zeros;
  }

  /** The channels of the product; those are zero that only zeros are part of. */
  Optional<Channels> product() {
    if (!countResult()) {
      return Optional.empty();
    }
    List<Integer> counting = axes.stream().filter(axis -> axis != SUMMED).toList();
    int number = counting.stream().reduce(1, (n, axis) -> n * sizes[axis + 1]);
    ChannelState[] states = new ChannelState[number];
    Arrays.fill(states, ChannelState.zero());
    boolean[] zeros = zeros();
    for (int pair = 0; pair < count; pair++) {
      if (!zeros[pair]) {
        states[results[pair]] = ChannelState.live();
      }
    }
    return Optional.of(Channels.of(counting, 1, Arrays.asList(states)));
  }
}
