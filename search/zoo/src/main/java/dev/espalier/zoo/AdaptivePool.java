package dev.espalier.zoo;

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
  /** [N,C,H,W] as [N,C,height,width]; windows of different sizes are products with matrices. */
  Value of(Value x) {
    if (height == 1 && width == 1) {
      return Layers.globalAveragePool(x);
    }
    if (x.size(2) % height == 0 && x.size(3) % width == 0) {
      List<Long> window = List.of(x.size(2) / height, x.size(3) / width);
      return x.then(
          new AveragePool(window, window, List.of(1L, 1L), List.of(0L, 0L, 0L, 0L), false, false));
    }
    Value columns = means(x, width);
    return means(columns.transpose(0, 1, 3, 2), height).transpose(0, 1, 3, 2);
  }

  /** The means of windows of the last axis. */
  private static Value means(Value x, int windows) {
    int size = (int) x.size(-1);
    double[] weights = new double[size * windows];
    for (int window = 0; window < windows; window++) {
      int from = window * size / windows;
      int to = -Math.floorDiv(-(window + 1) * size, windows);
      for (int position = from; position < to; position++) {
        weights[position * windows + window] = 1.0 / (to - from);
      }
    }
    Tensor matrix = Tensor.of(x.type().element(), new long[] {size, windows}, weights);
    String name = x.network().constant("means.%dof%d".formatted(windows, size), matrix);
    return x.then("adaptive_average_pool", new MatMul(), name);
  }
}
