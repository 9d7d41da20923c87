package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;

/**
 * A matrix read row by row along its contracted axis, without holding more than one block of it.
 */
final class MatrixRows {
  private static final int BLOCK = 1 << 16;

  private final Tensor matrix;
  private final int axis;
  private int blockStart;
  private double[][] block = new double[0][];

  /**
   * @param matrix [K,N] for axis 0, [N,K] for axis 1
   */
  MatrixRows(Tensor matrix, int axis) {
    this.matrix = matrix;
    this.axis = axis;
  }

  /** K. */
  int count() {
    return Math.toIntExact(matrix.dim(axis));
  }

  /** N. */
  int columns() {
    return Math.toIntExact(matrix.dim(1 - axis));
  }

  /** What position k of the contracted axis is multiplied with, per column. */
  double[] read(int k) {
    if (k < blockStart || k >= blockStart + block.length) {
      load(k);
    }
    return block[k - blockStart];
  }

  private void load(int k) {
    int length = Math.max(1, Math.min(count() - k, BLOCK / Math.max(1, columns())));
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = k + i;
    }
    double[] values = matrix.select(axis, positions).toDoubles();
    block = new double[length][columns()];
    for (int i = 0; i < length; i++) {
      for (int n = 0; n < columns(); n++) {
        block[i][n] = values[axis == 0 ? i * columns() + n : n * length + i];
      }
    }
    blockStart = k;
  }
}
