package dev.espalier.ir.run;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Gemm;
import java.util.Arrays;

/** Matrix products. */
final class Products {
  /** A matrix inside an array: where it starts, and how far apart its rows and columns are. */
  private record Matrix(double[] values, int rowStride, int columnStride) {
    Matrix transposed() {
      return new Matrix(values, columnStride, rowStride);
    }
  }

  private Products() {}

  static Tensor gemm(Gemm op, Call call) {
    int[] y = call.resultShape();
    Matrix a = new Matrix(call.doubles(0), call.shape(0)[1], 1);
    Matrix b = new Matrix(call.doubles(1), call.shape(1)[1], 1);
    int inner = call.shape(0)[op.transA() ? 0 : 1];
    double[] out = new double[y[0] * y[1]];
    multiply(
        op.transA() ? a.transposed() : a,
        0,
        op.transB() ? b.transposed() : b,
        0,
        new int[] {y[0], inner, y[1]},
        out,
        0);
    double[] c = call.has(2) ? call.broadcast(2, y) : new double[out.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = op.alpha() * out[i] + op.beta() * c[i];
    }
    return call.give(out);
  }

  /** A vector on the left is one row, on the right one column; the axis added goes again. */
  static Tensor matMul(Call call) {
    int[] a = call.shape(0);
    int[] b = call.shape(1);
    int rows = a.length > 1 ? a[a.length - 2] : 1;
    int inner = a[a.length - 1];
    int columns = b.length > 1 ? b[b.length - 1] : 1;
    int batchRank = call.resultShape().length - (a.length > 1 ? 1 : 0) - (b.length > 1 ? 1 : 0);
    int[] batch = Arrays.copyOf(call.resultShape(), batchRank);
    int[] aStarts = Positions.broadcast(batchOf(a), batch);
    int[] bStarts = Positions.broadcast(batchOf(b), batch);
    Matrix left = new Matrix(call.doubles(0), inner, 1);
    Matrix right = new Matrix(call.doubles(1), columns, 1);
    double[] out = new double[call.resultSize()];
    int[] sizes = {rows, inner, columns};
    for (int i = 0; i < aStarts.length; i++) {
      int aAt = aStarts[i] * rows * inner;
      int bAt = bStarts[i] * inner * columns;
      multiply(left, aAt, right, bAt, sizes, out, i * rows * columns);
    }
    return call.give(out);
  }

  private static int[] batchOf(int[] shape) {
    return Arrays.copyOf(shape, Math.max(0, shape.length - 2));
  }

  /** Adds the product of two matrices, with sizes rows, inner, columns, to a dense one. */
  private static void multiply(
      Matrix a, int aAt, Matrix b, int bAt, int[] sizes, double[] out, int outAt) {
    for (int i = 0; i < sizes[0]; i++) {
      int row = outAt + i * sizes[2];
      for (int k = 0; k < sizes[1]; k++) {
        double factor = a.values[aAt + i * a.rowStride + k * a.columnStride];
        int from = bAt + k * b.rowStride;
        for (int j = 0; j < sizes[2]; j++) {
          out[row + j] += factor * b.values[from + j * b.columnStride];
        }
      }
    }
  }
}
