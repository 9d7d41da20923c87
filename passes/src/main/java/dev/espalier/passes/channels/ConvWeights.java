package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Op;
import java.util.List;
import java.util.Optional;

/** The constant weight of a convolution, of which single kernels are read. */
final class ConvWeights {
  private final Op single;
  private final BlockwiseWeight blocks;
  private final boolean uniform;
  private final WeightWindow window;

  private ConvWeights(Op op, Op single, Tensor weight, boolean uniform) {
    this.single = single;
    this.blocks = new BlockwiseWeight(op, weight);
    this.uniform = uniform;
    this.window = new WeightWindow(weight);
  }

  /** The weight of a convolution of either kind; empty when it is not constant. */
  static Optional<ConvWeights> of(Flow flow) {
    return flow.constant(1).map(weight -> of(flow.op(), weight));
  }

  private static ConvWeights of(Op op, Tensor weight) {
    return op instanceof ConvTranspose conv
        ? new ConvWeights(op, conv.withGroups(1), weight, isPointwise(conv, weight))
        : new ConvWeights(op, ((Conv) op).withGroups(1), weight, ((Conv) op).isUnpadded());
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

  BlockwiseWeight blocks() {
    return blocks;
  }

  /** Which input channels have a weight other than 0 in one of some rows. */
  boolean[] reaching(boolean[] rows) {
    boolean[] found = new boolean[blocks.inputs()];
    for (int first = 0; first < rows.length; first += blocks.rowsPerGroup()) {
      int left = blocks.inputsPerGroup();
      for (int row = first; row < first + blocks.rowsPerGroup() && left > 0; row++) {
        left -= rows[row] ? find(row, found) : 0;
      }
    }
    return found;
  }

  /** Adds the input channels that a row reads; returns how many are new. */
  private int find(int row, boolean[] found) {
    int fresh = 0;
    int first = blocks.firstInput(row);
    for (int c = first; c < first + blocks.inputsPerGroup(); c++) {
      if (!found[c] && !isZero(row, c)) {
        found[c] = true;
        fresh++;
      }
    }
    return fresh;
  }

  boolean isZero(int row, int input) {
    return window.isZero(blocks.at(row, input), blocks.kernel());
  }

  boolean isFinite(int row, int input) {
    return window.isFinite(blocks.at(row, input), blocks.kernel());
  }

  double sum(int row, int input) {
    return window.sum(blocks.at(row, input), blocks.kernel());
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
    Tensor cut = blocks.cut(rows, known.stream().mapToInt(Integer::intValue).toArray());
    Tensor[] maps =
        known.stream().map(c -> KnownChannels.expanded(x.at(c), type, x)).toArray(Tensor[]::new);
    Tensor input = maps.length == 1 ? maps[0] : Flow.evaluate(new Concat(1), maps);
    return Flow.evaluate(single, input, cut);
  }
}
