package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Op;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The constant weight of a convolution, seen as one small kernel per pair of result channel (row)
 * and input channel.
 */
final class ConvWeights {
  private final Op single;
  private final Tensor weight;
  private final boolean transposed;
  private final int inputs;
  private final int inputsPerGroup;
  private final int rowsPerGroup;
  private final int kernel;
  private final boolean uniform;
  private int cachedLead = -1;
  private double[] cached = new double[0];

  private ConvWeights(Op single, Tensor weight, boolean transposed, long groups, boolean uniform) {
    this.single = single;
    this.weight = weight;
    this.transposed = transposed;
    this.uniform = uniform;
    this.inputs = (int) (transposed ? weight.dim(0) : weight.dim(1) * groups);
    this.inputsPerGroup = (int) (inputs / groups);
    this.rowsPerGroup = (int) (transposed ? weight.dim(1) : weight.dim(0) / groups);
    this.kernel = (int) (weight.size() / Math.max(1, weight.dim(0) * weight.dim(1)));
  }

  /** The weight of a convolution of either kind; empty when it is not constant. */
  static Optional<ConvWeights> of(Flow flow) {
    return flow.op() instanceof ConvTranspose op ? of(op, flow) : of((Conv) flow.op(), flow);
  }

  /** Empty when the weight is not constant. */
  static Optional<ConvWeights> of(Conv op, Flow flow) {
    Conv single = new Conv(op.strides(), op.dilations(), op.pads(), 1);
    return flow.constant(1)
        .map(w -> new ConvWeights(single, w, false, op.groups(), op.isUnpadded()));
  }

  /** Empty when the weight is not constant. */
  static Optional<ConvWeights> of(ConvTranspose op, Flow flow) {
    ConvTranspose single =
        new ConvTranspose(op.strides(), op.dilations(), op.pads(), op.outputPads(), 1);
    return flow.constant(1)
        .map(w -> new ConvWeights(single, w, true, op.groups(), isPointwise(op, w)));
  }

  private static boolean isPointwise(ConvTranspose op, Tensor weight) {
    boolean unit = weight.dim(0) * weight.dim(1) == weight.size();
    return unit
        && op.strides().stream().allMatch(s -> s == 1)
        && op.pads().stream().allMatch(p -> p == 0)
        && op.outputPads().stream().allMatch(p -> p == 0);
  }

  /** Whether uniform input channels give uniform result channels: no border differs. */
  boolean isUniform() {
    return uniform;
  }

  /** How many input channels there are. */
  int inputs() {
    return inputs;
  }

  /** The input channels a row reads. */
  int[] inputs(int row) {
    int first = row / rowsPerGroup * inputsPerGroup;
    return IntStream.range(first, first + inputsPerGroup).toArray();
  }

  /** The rows that read an input channel. */
  int[] rows(int input) {
    int first = input / inputsPerGroup * rowsPerGroup;
    return IntStream.range(first, first + rowsPerGroup).toArray();
  }

  boolean isZero(int row, int input) {
    int at = load(row, input);
    for (int k = 0; k < kernel; k++) {
      if (cached[at + k] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean isFinite(int row, int input) {
    int at = load(row, input);
    for (int k = 0; k < kernel; k++) {
      if (!Double.isFinite(cached[at + k])) {
        return false;
      }
    }
    return true;
  }

  double sum(int row, int input) {
    int at = load(row, input);
    double sum = 0;
    for (int k = 0; k < kernel; k++) {
      sum += cached[at + k];
    }
    return sum;
  }

  /** Reads the slice of the leading axis that holds a kernel; returns where the kernel begins. */
  private int load(int row, int input) {
    int lead = transposed ? input : row;
    if (lead != cachedLead) {
      cached = weight.select(0, lead).toDoubles();
      cachedLead = lead;
    }
    return kernel * (transposed ? row % rowsPerGroup : input % inputsPerGroup);
  }

  /** What known input channels, and the bias, make of a row. */
  ChannelState map(int row, List<Integer> known, Channels x, TensorType type, double bias) {
    Tensor y = contribution(new int[] {row}, known, x, type);
    double[] values = y.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] += bias;
    }
    return ChannelState.of(Tensor.of(y.element(), y.shape(), values));
  }

  /**
   * The part of the result rows [1,rows,...] that known input channels make; all of one group, type
   * is the static type of the input.
   */
  Tensor contribution(int[] rows, List<Integer> known, Channels x, TensorType type) {
    int[] inGroup = known.stream().mapToInt(c -> c % inputsPerGroup).toArray();
    int[] inputs = known.stream().mapToInt(Integer::intValue).toArray();
    int[] rowsInGroup = IntStream.of(rows).map(r -> r % rowsPerGroup).toArray();
    Tensor cut =
        transposed
            ? weight.select(0, inputs).select(1, rowsInGroup)
            : weight.select(0, rows).select(1, inGroup);
    Tensor[] maps =
        known.stream().map(c -> ElementStates.expanded(x.at(c), type, x)).toArray(Tensor[]::new);
    Tensor input = maps.length == 1 ? maps[0] : Flow.evaluate(new Concat(1), maps);
    return Flow.evaluate(single, input, cut);
  }
}
