package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import java.util.Optional;

/**
 * The constant weight of a matrix product, seen as one row per position of the contracted axis.
 * Only what an answer needs is read, in the order of the file.
 */
final class MatrixWeights {
  private final Tensor matrix;
  private final int axis;
  private final WeightWindow window;

  /**
   * @param matrix [K,N] for axis 0, [N,K] for axis 1
   * @param axis the contracted one
   */
  MatrixWeights(Tensor matrix, int axis) {
    this.matrix = matrix;
    this.axis = axis;
    this.window = new WeightWindow(matrix);
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
  double[] row(int k) {
    return matrix.select(axis, k).toDoubles();
  }

  /** Which positions of the contracted axis have a weight other than 0 in one of some columns. */
  boolean[] reaching(boolean[] columns) {
    boolean[] found = new boolean[count()];
    int left = found.length;
    for (int outer = 0; outer < matrix.dim(0) && left > 0; outer++) {
      boolean done = axis == 1 && !columns[outer];
      for (int inner = 0; inner < matrix.dim(1) && !done; inner++) {
        int k = axis == 0 ? outer : inner;
        boolean open = !found[k] && columns[axis == 0 ? inner : outer];
        if (open && at(outer, inner) != 0) {
          found[k] = true;
          left--;
          done = axis == 0;
        }
      }
    }
    return found;
  }

  /**
   * What known positions of the contracted axis add to each column; NaN for a column that depends
   * on an unknown one. Empty if all do.
   *
   * @param known the number at each position, NaN where none is known
   */
  Optional<double[]> product(double[] known) {
    double[] sums = new double[columns()];
    int left = sums.length;
    for (int outer = 0; outer < matrix.dim(0) && left > 0; outer++) {
      boolean done = false;
      for (int inner = 0; inner < matrix.dim(1) && !done; inner++) {
        int n = axis == 0 ? inner : outer;
        if (Double.isNaN(sums[n])) {
          continue;
        }
        double weight = at(outer, inner);
        sums[n] += weight == 0 ? 0 : known[axis == 0 ? outer : inner] * weight;
        if (!Double.isFinite(sums[n])) {
          sums[n] = Double.NaN;
          left--;
          done = axis == 1;
        }
      }
    }
    return left == 0 ? Optional.empty() : Optional.of(sums);
  }

  private double at(int outer, int inner) {
    return window.at(outer * matrix.dim(1) + inner);
  }
}
