package dev.espalier.tflite.shape;

import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;

/** Products of matrices. */
final class MatrixShapes {
  private MatrixShapes() {}

  /** Weights are [out,in]; all axes in front of the last are rows, and stay if they are to. */
  static List<List<Integer>> fullyConnected(Use use) {
    LiteTensor rows = use.in(0);
    LiteTensor weights = use.in(1, 2);
    boolean keep = use.options(Options.FullyConnected.class).keepNumDims();
    int in = weights.dim(1);
    use.require(in > 0 && rows.size() % in == 0, rows.type() + " with " + weights.type());
    WindowShapes.requireBias(use, 2, weights.dim(0));
    if (!keep) {
      return List.of(List.of(use.size(rows.size() / in), weights.dim(0)));
    }
    use.require(
        rows.rank() > 0 && rows.dim(rows.rank() - 1) == in,
        rows.type() + " with " + weights.type());
    List<Integer> shape = new ArrayList<>(rows.shape());
    shape.set(shape.size() - 1, weights.dim(0));
    return List.of(shape);
  }

  /** The last two axes are matrices, perhaps transposed; those in front are stretched. */
  static List<List<Integer>> product(Use use) {
    use.requireSameElements(0, 1);
    LiteTensor left = use.in(0);
    LiteTensor right = use.in(1);
    Options.BatchMatMul o = use.options(Options.BatchMatMul.class);
    use.require(isMatrix(left) && isMatrix(right), left.type() + " with " + right.type());
    use.require(
        fromEnd(left, o.adjX() ? 2 : 1) == fromEnd(right, o.adjY() ? 1 : 2),
        left.type() + " with " + right.type());
    List<Integer> shape =
        new ArrayList<>(PointwiseShapes.stretched(use, batch(left), batch(right)));
    shape.add(fromEnd(left, o.adjX() ? 1 : 2));
    shape.add(fromEnd(right, o.adjY() ? 2 : 1));
    return List.of(shape);
  }

  private static boolean isMatrix(LiteTensor tensor) {
    return tensor.rank() >= 2 && tensor.rank() <= 5;
  }

  private static int fromEnd(LiteTensor tensor, int places) {
    return tensor.dim(tensor.rank() - places);
  }

  private static List<Integer> batch(LiteTensor tensor) {
    return tensor.shape().subList(0, tensor.rank() - 2);
  }
}
