package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.run.ResizeAxis;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Resizing. The repetition of elements and half-pixel bilinear enlarging go to PyTorch. Other forms
 * are a matrix product or a selection along each axis; bilinear shrinking too, as DJL asks PyTorch
 * for its anti-aliased form.
 */
final class Interpolation {
  private static final int NEAREST = 0;
  private static final int BILINEAR = 2;

  private record Matrix(ResizeAxisKey axis, DataType type) {}

  private record ResizeAxisKey(Resize op, int k, long from, long to) {}

  private Interpolation() {}

  static PtNDArray resize(Resize op, Call call) {
    long[] from = call.shape(0);
    long[] to = call.resultShape();
    boolean image = from.length == 4 && op.axes().equals(List.of(2L, 3L));
    if (image && isHalfPixel(op, from, to)) {
      return JniUtils.interpolate(call.x(), new long[] {to[2], to[3]}, BILINEAR, false);
    } else if (image && isRepetition(op, from, to) && call.type().isFloating()) {
      return JniUtils.interpolate(call.x(), new long[] {to[2], to[3]}, NEAREST, false);
    }
    PtNDArray resized = call.x();
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      ResizeAxisKey key = new ResizeAxisKey(op, k, from[axis], to[axis]);
      resized =
          op.mode() == Resize.Mode.NEAREST
              ? Selection.along(call, resized, axis, positions(key))
              : multiplied(call, resized, axis, key);
    }
    return resized;
  }

  private static boolean isHalfPixel(Resize op, long[] from, long[] to) {
    boolean halfPixel =
        op.coordinates() == Resize.Coordinates.HALF_PIXEL
            || op.coordinates() == Resize.Coordinates.PYTORCH_HALF_PIXEL && to[2] > 1 && to[3] > 1;
    return op.mode() == Resize.Mode.LINEAR
        && halfPixel
        && to[2] >= from[2]
        && to[3] >= from[3]
        && op.scale(0, from[2], to[2]) == (double) to[2] / from[2]
        && op.scale(1, from[3], to[3]) == (double) to[3] / from[3];
  }

  /** Whether every element is repeated a whole number of times. */
  private static boolean isRepetition(Resize op, long[] from, long[] to) {
    boolean repetition = op.mode() == Resize.Mode.NEAREST;
    for (int k = 0; repetition && k < 2; k++) {
      long times = to[2 + k] / from[2 + k];
      long[] positions = positions(new ResizeAxisKey(op, k, from[2 + k], to[2 + k]));
      repetition =
          to[2 + k] % from[2 + k] == 0
              && LongStream.range(0, positions.length)
                  .allMatch(i -> positions[(int) i] == i / times);
    }
    return repetition;
  }

  private static ResizeAxis samples(ResizeAxisKey key) {
    return ResizeAxis.of(key.op(), key.k(), Math.toIntExact(key.from()), Math.toIntExact(key.to()));
  }

  private static long[] positions(ResizeAxisKey key) {
    return samples(key).samples().stream().mapToLong(s -> s.positions()[0]).toArray();
  }

  /** The product with a matrix along an axis, which is brought to the end for it. */
  private static PtNDArray multiplied(Call call, PtNDArray x, int axis, ResizeAxisKey key) {
    PtNDArray matrix =
        call.constants().of(new Matrix(key, call.type()), owner -> (PtNDArray) matrix(call, key));
    int last = x.getShape().dimension() - 1;
    if (axis == last) {
      return JniUtils.matmul(x, matrix);
    }
    return JniUtils.transpose(
        JniUtils.matmul(JniUtils.transpose(x, axis, last), matrix), axis, last);
  }

  /** [from, to]; column i holds the weights of position i of the result. */
  private static NDArray matrix(Call call, ResizeAxisKey key) {
    int to = Math.toIntExact(key.to());
    double[] weights = new double[Math.toIntExact(key.from() * to)];
    List<ResizeAxis.Sample> samples = samples(key).samples();
    for (int i = 0; i < to; i++) {
      ResizeAxis.Sample sample = samples.get(i);
      for (int t = 0; t < sample.positions().length; t++) {
        weights[sample.positions()[t] * to + i] += sample.weights()[t];
      }
    }
    ElementType element = call.type() == DataType.FLOAT64 ? ElementType.F64 : ElementType.F32;
    Tensor matrix = Tensor.of(element, new long[] {key.from(), to}, weights);
    return Tensors.toArray(call.manager(), matrix);
  }
}
