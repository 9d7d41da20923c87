package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Op;
import java.util.Arrays;
import java.util.List;

/**
 * The weight of a convolution as one small kernel per pair of result channel (row) and input
 * channel of the same group.
 */
final class BlockwiseWeight {
  private final Tensor weight;
  private final boolean transposed;
  private final int inputs;
  private final int inputsPerGroup;
  private final int rowsPerGroup;
  private final int kernel;

  /**
   * The weight of a convolution of either kind.
   *
   * @param weight [O,C/groups,...], or [C,O/groups,...] of a transposed one
   */
  BlockwiseWeight(Op op, Tensor weight) {
    long groups = groups(op);
    this.weight = weight;
    this.transposed = op instanceof ConvTranspose;
    this.inputs = (int) (transposed ? weight.dim(0) : weight.dim(1) * groups);
    this.inputsPerGroup = (int) (inputs / groups);
    this.rowsPerGroup = (int) (transposed ? weight.dim(1) : weight.dim(0) / groups);
    this.kernel = (int) (weight.size() / Math.max(1, weight.dim(0) * weight.dim(1)));
  }

  /** The groups of a convolution of either kind; 1 of another operator. */
  static long groups(Op op) {
    return op instanceof Conv conv
        ? conv.groups()
        : op instanceof ConvTranspose conv ? conv.groups() : 1;
  }

  int inputs() {
    return inputs;
  }

  int inputsPerGroup() {
    return inputsPerGroup;
  }

  int rowsPerGroup() {
    return rowsPerGroup;
  }

  /** Elements of a kernel. */
  int kernel() {
    return kernel;
  }

  /** The first of the input channels a row reads; the others of its group follow. */
  int firstInput(int row) {
    return row / rowsPerGroup * inputsPerGroup;
  }

  boolean reads(int row, int input) {
    return input / inputsPerGroup == row / rowsPerGroup;
  }

  /** Where the kernel of a row and an input channel of the same group begins. */
  long at(int row, int input) {
    long kernels =
        transposed
            ? (long) input * rowsPerGroup + row % rowsPerGroup
            : (long) row * inputsPerGroup + input % inputsPerGroup;
    return kernels * kernel;
  }

  /** The weight of only some rows and input channels, which may be others in each group. */
  Tensor cut(int[] rows, int[] inputs) {
    List<Tensor> groups =
        Arrays.stream(inputs)
            .map(input -> input / inputsPerGroup)
            .distinct()
            .mapToObj(group -> cut(group, rows, inputs))
            .toList();
    return Tensor.concat(groups);
  }

  private Tensor cut(int group, int[] rows, int[] inputs) {
    int[] ownRows = own(rows, group, rowsPerGroup);
    int[] ownInputs = own(inputs, group, inputsPerGroup);
    return transposed
        ? weight.select(0, ownInputs).select(1, local(ownRows, rowsPerGroup))
        : weight.select(0, ownRows).select(1, local(ownInputs, inputsPerGroup));
  }

  private static int[] own(int[] indices, int group, int size) {
    return Arrays.stream(indices).filter(i -> i / size == group).toArray();
  }

  private static int[] local(int[] indices, int size) {
    return Arrays.stream(indices).map(i -> i % size).toArray();
  }
}
