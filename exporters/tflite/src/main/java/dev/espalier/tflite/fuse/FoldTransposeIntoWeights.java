package dev.espalier.tflite.fuse;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An image that is brought into ONNX's order only to be flattened and multiplied: the columns of
 * the matrix are put into the image's order instead.
 *
 * <pre>
 * %t = TRANSPOSE(%x, (0,3,1,2))        |  %g = RESHAPE(%x)
 * %f = RESHAPE(%t)                     |  %y = FULLY_CONNECTED(%g, %w')
 * %y = FULLY_CONNECTED(%f, %w)         |
 * </pre>
 *
 * Not when somebody else reads {@code %t} or {@code %f}, nor when the transpose moves an axis that
 * is not flattened.
 */
final class FoldTransposeIntoWeights {
  /** Names of what is in the image's order instead of that of the graph end with this. */
  private static final String IMAGE = "/image";

  private FoldTransposeIntoWeights() {}

  static LiteModel run(LiteModel model) {
    Editor editor = new Editor(model);
    for (int i = 0; i < editor.size(); i++) {
      LiteOp product = editor.op(i);
      if (product.kind() == Builtin.FULLY_CONNECTED && editor.isReadOnce(product.input(0))) {
        int position = i;
        editor
            .producer(product, 0, Builtin.RESHAPE)
            .filter(flatten -> editor.isReadOnce(flatten.input(0)))
            .ifPresent(flatten -> fold(editor, flatten, position));
      }
    }
    return editor.build();
  }

  private static void fold(Editor editor, LiteOp flatten, int position) {
    LiteOp product = editor.op(position);
    Optional<LiteOp> transpose = editor.producer(flatten, 0, Builtin.TRANSPOSE);
    Optional<Tensor> weights = editor.constant(product, 1);
    if (transpose.isEmpty() || weights.isEmpty()) {
      return;
    }
    int[] permutation = permutation(editor, transpose.get());
    List<Integer> moved = editor.tensor(transpose.get().output()).shape();
    int kept = keptAxes(moved, editor.tensor(flatten.output()));
    if (kept < 0 || IntStream.range(0, kept).anyMatch(i -> permutation[i] != i)) {
      return;
    }
    String name = editor.tensor(product.input(1)).name() + IMAGE;
    int columns = editor.constant(name, reorder(weights.get(), moved, permutation, kept));
    LiteTensor rows = editor.tensor(flatten.output());
    int image = editor.value(rows.name() + IMAGE, rows);
    editor.replace(
        editor.position(flatten),
        flatten
            .withInputs(List.of(transpose.get().input(0), flatten.input(1)))
            .withOutputs(List.of(image)));
    editor.replace(position, product.withInputs(List.of(image, columns, product.input(2))));
  }

  private static int[] permutation(Editor editor, LiteOp transpose) {
    double[] axes = editor.constant(transpose, 1).orElseThrow().toDoubles();
    return IntStream.range(0, axes.length).map(i -> (int) axes[i]).toArray();
  }

  /** How many leading axes a flattening leaves alone; -1 when it is no flattening of the rest. */
  private static int keptAxes(List<Integer> shape, LiteTensor flat) {
    int kept = flat.rank() - 1;
    boolean same =
        kept < shape.size() && shape.subList(0, kept).equals(flat.shape().subList(0, kept));
    return same ? kept : -1;
  }

  /** Columns in the order of the transposed image become columns in the order of the image. */
  private static Tensor reorder(Tensor weights, List<Integer> moved, int[] permutation, int kept) {
    int axes = moved.size() - kept;
    long[] shape = new long[axes + 1];
    int[] back = new int[axes + 1];
    shape[0] = weights.dim(0);
    for (int i = 0; i < axes; i++) {
      shape[i + 1] = moved.get(kept + i);
      back[permutation[kept + i] - kept + 1] = i + 1;
    }
    return weights.reshape(shape).transpose(back).reshape(weights.shape());
  }
}
