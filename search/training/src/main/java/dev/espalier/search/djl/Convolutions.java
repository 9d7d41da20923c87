package dev.espalier.search.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Convolution and its transpose, over any number of spatial axes. */
final class Convolutions {
  private Convolutions() {}

  static PtNDArray conv(Conv op, Call call) {
    int spatial = op.strides().size();
    long[] begins = Layouts.longs(op.pads().subList(0, spatial));
    long[] ends = Layouts.longs(op.pads().subList(spatial, 2 * spatial));
    boolean symmetric = Arrays.equals(begins, ends);
    return JniUtils.convolution(
        symmetric ? call.x() : Padding.constant(call.x(), begins, ends, 0),
        call.operand(1),
        call.has(2) ? call.operand(2) : null,
        shape(op.strides()),
        new Shape(symmetric ? begins : new long[spatial]),
        shape(op.dilations()),
        Math.toIntExact(op.groups()));
  }

  /**
   * A convolution, with the kernel turned around, of x with zeros between its elements: PyTorch has
   * transposed convolutions, DJL does not pass them on.
   */
  static PtNDArray transpose(ConvTranspose op, Call call) {
    int spatial = op.strides().size();
    long[] begins = new long[spatial];
    long[] ends = new long[spatial];
    for (int i = 0; i < spatial; i++) {
      long reach = op.dilations().get(i) * (call.shape(1)[2 + i] - 1);
      begins[i] = reach - op.pads().get(i);
      ends[i] = reach - op.pads().get(spatial + i) + op.outputPads().get(i);
    }
    long[] one = new long[spatial];
    Arrays.fill(one, 1);
    return JniUtils.convolution(
        Padding.constant(spread(call.x(), op.strides()), begins, ends, 0),
        turned(call.operand(1), op.groups()),
        call.has(2) ? call.operand(2) : null,
        new Shape(one),
        new Shape(new long[spatial]),
        shape(op.dilations()),
        Math.toIntExact(op.groups()));
  }

  /** x with {@code stride - 1} zeros between neighbours of each spatial axis. */
  private static PtNDArray spread(PtNDArray x, List<Long> strides) {
    PtNDArray spread = x;
    for (int i = 0; i < strides.size(); i++) {
      long gap = strides.get(i) - 1;
      if (gap > 0) {
        spread = spread(spread, 2 + i, gap);
      }
    }
    return spread;
  }

  private static PtNDArray spread(PtNDArray x, int axis, long gap) {
    long[] shape = x.getShape().getShape();
    PtNDArray column = JniUtils.unsqueeze(x, axis + 1);
    long[] begins = new long[shape.length - axis];
    long[] ends = new long[shape.length - axis];
    ends[0] = gap;
    PtNDArray gaps = Padding.constant(column, begins, ends, 0);
    long[] merged = shape.clone();
    merged[axis] *= gap + 1;
    PtNDArray flat = JniUtils.reshape(gaps, merged);
    long[] cut = new long[shape.length - axis];
    cut[0] = -gap;
    return Padding.constant(flat, new long[cut.length], cut, 0);
  }

  /** Weight [C,O/groups,...] as [O,C/groups,...], reversed along its spatial axes. */
  private static PtNDArray turned(PtNDArray weight, long groups) {
    long[] shape = weight.getShape().getShape();
    PtNDArray reversed = JniUtils.flip(weight, LongStream.range(2, shape.length).toArray());
    long[] grouped = grouped(shape, groups, shape[0] / groups, shape[1]);
    long[] order = LongStream.range(0, grouped.length).toArray();
    order[1] = 2;
    order[2] = 1;
    PtNDArray swapped = JniUtils.permute(JniUtils.reshape(reversed, grouped), order);
    long[] turned = shape.clone();
    turned[0] = shape[1] * groups;
    turned[1] = shape[0] / groups;
    return JniUtils.reshape(swapped, turned);
  }

  private static long[] grouped(long[] shape, long groups, long first, long second) {
    return LongStream.concat(LongStream.of(groups, first, second), Arrays.stream(shape).skip(2))
        .toArray();
  }

  private static Shape shape(List<Long> values) {
    return new Shape(values);
  }
}
