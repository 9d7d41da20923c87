package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weight of a grouped convolution as one block per group.
 *
 * @param weight [O,C/groups,...], or [C,O/groups,...] if transposed
 */
record BlockwiseWeight(Tensor weight, boolean transposed, int groups) {
  private int rowsPerGroup() {
    return (int) (transposed ? weight.dim(1) : weight.dim(0) / groups);
  }

  private int inputsPerGroup() {
    return (int) (transposed ? weight.dim(0) / groups : weight.dim(1));
  }

  /** Elements of the kernel of one row and one input channel. */
  int kernel() {
    return (int) (weight.size() / (weight.dim(0) * weight.dim(1)));
  }

  /** The group of a result channel. */
  int block(int row) {
    return row / rowsPerGroup();
  }

  /** Where the kernel of a row and an input channel of the same group begins. */
  int at(int row, int input) {
    long index =
        transposed
            ? input * weight.dim(1) + row % rowsPerGroup()
            : row * weight.dim(1) + input % inputsPerGroup();
    return (int) index * kernel();
  }

  /** Cuts a weight to the given rows and input channels, which may be others in each group. */
  static Tensor cut(Tensor weight, boolean transposed, int groups, int[] rows, int[] inputs) {
    BlockwiseWeight blocks = new BlockwiseWeight(weight, transposed, groups);
    List<Tensor> cut = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      int[] ownRows = local(rows, g, blocks.rowsPerGroup());
      int[] ownInputs = local(inputs, g, blocks.inputsPerGroup());
      if (ownInputs.length == 0) {
        continue;
      }
      int first = g * (transposed ? blocks.inputsPerGroup() : blocks.rowsPerGroup());
      int[] lead = Arrays.stream(transposed ? ownInputs : ownRows).map(i -> i + first).toArray();
      cut.add(weight.select(0, lead).select(1, transposed ? ownRows : ownInputs));
    }
    return Tensor.concat(cut);
  }

  private static int[] local(int[] indices, int block, int size) {
    return Arrays.stream(indices).filter(i -> i / size == block).map(i -> i % size).toArray();
  }
}
