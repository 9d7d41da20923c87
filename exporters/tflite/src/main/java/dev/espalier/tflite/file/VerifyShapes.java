package dev.espalier.tflite.file;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
    boolean valid = shapes.countsFit() && (!shapes.areKnown() || shapes.fit());
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

  /** Whether there are as many inputs or results as the attributes say. */
  private boolean countsFit() {
    return switch (op.kind()) {
      case SPLIT -> ((Options.Split) op.options()).numSplits() == op.outputs().size();
      case SPLIT_V -> ((Options.SplitV) op.options()).numSplits() == op.outputs().size();
      case PACK -> ((Options.Pack) op.options()).valuesCount() == op.inputs().size();
      case UNPACK -> ((Options.Unpack) op.options()).num() == op.outputs().size();
      default -> true;
    };
  }

  private boolean areKnown() {
    return !op.outputs().isEmpty()
        && op.outputs().stream().allMatch(this::isKnown)
        && op.inputs().stream().allMatch(input -> input == LiteOp.ABSENT || isKnown(input));
  }

  /** Values without axes may be of any rank: that is how files say that they do not know it. */
  private boolean isKnown(int position) {
    LiteTensor tensor = tensors.get(position);
    return tensor.isStatic() && (tensor.isConstant() || tensor.rank() > 0);
  }

  private boolean fit() {
    return switch (op.kind()) {
      case SLICE -> slice();
      case TRANSPOSE_CONV -> transposeConv();
      case CONCATENATION -> concatenation();
      case SPLIT -> split();
      default ->
          ResultShape.of(op, tensors)
              .map(shape -> shape.equals(tensors.get(op.output()).shape()))
              .orElse(true);
    };
  }

  private boolean slice() {
    LiteTensor x = in(0);
    LiteTensor y = tensors.get(op.output());
    Optional<long[]> begin = integers(1, x.rank());
    Optional<long[]> size = integers(2, x.rank());
    if (begin.isEmpty() || size.isEmpty()) {
      return !in(1).isConstant() || !in(2).isConstant();
    }
    boolean valid = y.rank() == x.rank();
    for (int axis = 0; axis < x.rank() && valid; axis++) {
      long from = begin.get()[axis];
      long length = size.get()[axis] == -1 ? x.dim(axis) - from : size.get()[axis];
      valid = from >= 0 && length >= 0 && length <= x.dim(axis) - from && y.dim(axis) == length;
    }
    return valid;
  }

  /** Whether inputs and result are equal but for an axis, along which the inputs add up. */
  private boolean concatenation() {
    List<LiteTensor> parts = op.inputs().stream().map(tensors::get).toList();
    int axis = ((Options.Concatenation) op.options()).axis();
    return joins(parts, tensors.get(op.output()), axis);
  }

  private boolean split() {
    List<LiteTensor> parts = op.outputs().stream().map(tensors::get).toList();
    Optional<long[]> axis = integers(0, 1);
    return axis.isEmpty() || joins(parts, in(1), axis.get()[0]);
  }

  private static boolean joins(List<LiteTensor> parts, LiteTensor whole, long axis) {
    long own = axis < 0 ? axis + whole.rank() : axis;
    long sum = 0;
    for (LiteTensor part : parts) {
      if (own < 0 || own >= whole.rank() || !isPart(part, whole, (int) own)) {
        return false;
      }
      sum += part.dim((int) own);
    }
    return sum == whole.dim((int) own);
  }

  private static boolean isPart(LiteTensor part, LiteTensor whole, int axis) {
    return part.rank() == whole.rank()
        && IntStream.range(0, whole.rank()).allMatch(i -> i == axis || part.dim(i) == whole.dim(i));
  }

  private boolean transposeConv() {
    LiteTensor kernel = in(1);
    LiteTensor x = in(2);
    Optional<long[]> shape = integers(0, 4);
    if (shape.isEmpty()) {
      return !in(0).isConstant();
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
