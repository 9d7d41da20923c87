package dev.espalier.tflite.file;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;
import java.util.Optional;

/**
 * Verifies shapes of results where runtimes trust the file and write or divide by what it says.
 * Where a size is only known at run time, they compute it.
 */
final class VerifyShapes {
  private final LiteOp op;
  private final List<LiteTensor> tensors;

  private VerifyShapes(LiteOp op, List<LiteTensor> tensors) {
    this.op = op;
    this.tensors = tensors;
  }

  /** Verifies an operator that has the inputs it needs. */
  static void of(LiteOp op, List<LiteTensor> tensors, String place) {
    VerifyShapes shapes = new VerifyShapes(op, tensors);
    boolean valid =
        switch (op.kind()) {
          case SLICE -> shapes.slice();
          case TRANSPOSE_CONV -> shapes.transposeConv();
          default -> true;
        };
    if (!valid) {
      throw new TfliteException(
          "%s cannot make %s of shape %s from its inputs",
          place, Texts.tensor(op.output(), tensors), Texts.list(tensors.get(op.output()).shape()));
    }
  }

  private LiteTensor in(int position) {
    return tensors.get(op.input(position));
  }

  /** The integers of a constant input with so many elements. */
  private Optional<long[]> integers(int position, int count) {
    return in(position)
        .data()
        .filter(data -> !data.element().isFloat() && data.size() == count)
        .map(Tensor::toLongs);
  }

  private boolean slice() {
    LiteTensor x = in(0);
    LiteTensor y = tensors.get(op.output());
    Optional<long[]> begin = integers(1, x.rank());
    Optional<long[]> size = integers(2, x.rank());
    if (begin.isEmpty() || size.isEmpty() || !x.isStatic() || !y.isStatic()) {
      return !(in(1).isConstant() && in(2).isConstant()) || !x.isStatic() || !y.isStatic();
    }
    boolean valid = y.rank() == x.rank();
    for (int axis = 0; axis < x.rank() && valid; axis++) {
      long from = begin.get()[axis];
      long length = size.get()[axis] == -1 ? x.dim(axis) - from : size.get()[axis];
      valid = from >= 0 && length >= 0 && length <= x.dim(axis) - from && y.dim(axis) == length;
    }
    return valid;
  }

  private boolean transposeConv() {
    LiteTensor kernel = in(1);
    LiteTensor x = in(2);
    Optional<long[]> shape = integers(0, 4);
    if (shape.isEmpty() || !x.isStatic()) {
      return !in(0).isConstant() || !x.isStatic();
    }
    Options.TransposeConv options = (Options.TransposeConv) op.options();
    long[] y = shape.get();
    return x.rank() == 4
        && kernel.rank() == 4
        && y[0] == x.dim(0)
        && y[3] == kernel.dim(0)
        && kernel.dim(3) == x.dim(3)
        && fits(y[1], x.dim(1), kernel.dim(1), options.strideH(), options.padding())
        && fits(y[2], x.dim(2), kernel.dim(2), options.strideW(), options.padding());
  }

  /** Whether a convolution that is turned around has such sizes. */
  private static boolean fits(long out, long in, long kernel, long stride, Padding padding) {
    return out > 0 && padding.output(out, kernel, stride, 1) == in;
  }
}
