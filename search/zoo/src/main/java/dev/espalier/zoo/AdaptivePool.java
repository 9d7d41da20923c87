package dev.espalier.zoo;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.MatMul;
import java.util.List;

/**
 * The means of as many windows as asked for, that cover a picture: row i takes the rows from
 * floor(i H / height) to ceil((i + 1) H / height) of H, and so for columns.
 *
 * @param height rows of windows
 * @param width columns of windows
 */
record AdaptivePool(int height, int width) {
  /** [N,C,H,W] as [N,C,height,width]; windows of different sizes are a product with a matrix. */
  Value of(Value x) {
    long rows = x.size(2);
    long columns = x.size(3);
    if (height == 1 && width == 1) {
      return Layers.globalAveragePool(x);
    }
    if (rows % height == 0 && columns % width == 0) {
      List<Long> window = List.of(rows / height, columns / width);
      return x.then(
          new AveragePool(window, window, List.of(1L, 1L), List.of(0L, 0L, 0L, 0L), false, false));
    }
    String matrix =
        x.network()
            .constant(
                "means.%dx%d.%dx%d".formatted(rows, columns, height, width),
                means((int) rows, (int) columns, x.type().element()));
    return x.reshape(x.size(0), x.channels(), rows * columns)
        .then("adaptive_average_pool", new MatMul(), matrix)
        .reshape(x.size(0), x.channels(), height, width);
  }

  /** [rows * columns, height * width]: each column has equal weights in its window. */
  private Tensor means(int rows, int columns, ElementType element) {
    int windows = height * width;
    double[] weights = new double[rows * columns * windows];
    for (int window = 0; window < windows; window++) {
      int top = from(window / width, rows, height);
      int bottom = to(window / width, rows, height);
      int left = from(window % width, columns, width);
      int right = to(window % width, columns, width);
      double weight = 1.0 / ((bottom - top) * (right - left));
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          weights[(row * columns + column) * windows + window] = weight;
        }
      }
    }
    return Tensor.of(element, new long[] {(long) rows * columns, windows}, weights);
  }

  private static int from(int index, int size, int windows) {
    return index * size / windows;
  }

  private static int to(int index, int size, int windows) {
    return -Math.floorDiv(-(index + 1) * size, windows);
  }
}
