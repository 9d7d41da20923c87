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
  private final WeightWindow window;

  private ConvWeights(Op single, Tensor weight, boolean transposed, long groups, boolean uniform) {
    this.single = single;
    this.weight = weight;
    this.transposed = transposed;
    this.uniform = uniform;
    this.window = new WeightWindow(weight);
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

  /** The first of the input channels a row reads; the others of its group follow. */
  int firstInput(int row) {
    return row / rowsPerGroup * inputsPerGroup;
  }

  /** How many input channels a row reads. */
  int inputsPerRow() {
    return inputsPerGroup;
  }

  boolean reads(int row, int input) {
    return input / inputsPerGroup == row / rowsPerGroup;
  }

  /** Which input channels have a weight other than 0 in one of some rows. */
  boolean[] reaching(boolean[] rows) {
    boolean[] found = new boolean[inputs];
    for (int first = 0; first < rows.length; first += rowsPerGroup) {
      int left = inputsPerGroup;
      for (int row = first; row < first + rowsPerGroup && left > 0; row++) {
        left -= rows[row] ? find(row, found) : 0;
      }
    }
    return found;
  }

  /** Adds the input channels that a row reads; returns how many are new. */
  private int find(int row, boolean[] found) {
    int fresh = 0;
    int end = firstInput(row) + inputsPerGroup;
    for (int c = firstInput(row); c < end; c++) {
      if (!found[c] && !isZero(row, c)) {
        found[c] = true;
        fresh++;
      }
    }
    return fresh;
  }

  boolean isZero(int row, int input) {
    return window.isZero(position(row, input), kernel);
  }

  boolean isFinite(int row, int input) {
    return window.isFinite(position(row, input), kernel);
  }

  double sum(int row, int input) {
    return window.sum(position(row, input), kernel);
  }

  /** Where a kernel begins in the weight. */
  private long position(int row, int input) {
    long kernels =
        transposed
            ? (long) input * rowsPerGroup + row % rowsPerGroup
            : (long) row * inputsPerGroup + input % inputsPerGroup;
    return kernels * kernel;
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
        known.stream().map(c -> KnownChannels.expanded(x.at(c), type, x)).toArray(Tensor[]::new);
    Tensor input = maps.length == 1 ? maps[0] : Flow.evaluate(new Concat(1), maps);
    return Flow.evaluate(single, input, cut);
  }
}
