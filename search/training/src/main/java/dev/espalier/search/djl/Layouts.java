package dev.espalier.search.djl;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import java.util.Arrays;
import java.util.List;

/** Operators that only move elements. */
final class Layouts {
  private Layouts() {}

  static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  static PtNDArray transpose(Transpose op, Call call) {
    return JniUtils.permute(call.x(), longs(op.permutation()));
  }

  /** Axes with negative steps are reversed first: PyTorch only steps forward. */
  static PtNDArray slice(Slice op, Call call) {
    PtNDArray x = call.x();
    int rank = x.getShape().dimension();
    long[] from = new long[rank];
    long[] to = call.shape(0);
    long[] by = new long[rank];
    Arrays.fill(by, 1);
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      long length = to[axis];
      List<Long> positions = op.positions(k, length);
      long step = op.steps().get(k);
      long first = positions.isEmpty() ? 0 : positions.get(0);
      long last = positions.isEmpty() ? -1 : positions.get(positions.size() - 1);
      if (step < 0) {
        x = JniUtils.flip(x, new long[] {axis});
      }
      from[axis] = step < 0 ? length - 1 - first : first;
      to[axis] = positions.isEmpty() ? from[axis] : (step < 0 ? length - 1 - last : last) + 1;
      by[axis] = Math.abs(step);
    }
    return JniUtils.index(x, from, to, by, call.manager());
  }

  static List<PtNDArray> split(Split op, Call call) {
    NDList parts = JniUtils.split(call.x(), longs(op.sizes()), op.axis());
    return parts.stream().map(PtNDArray.class::cast).toList();
  }

  static PtNDArray concat(Concat op, Call call) {
    PtNDArray[] parts = new PtNDArray[call.operands().size()];
    Arrays.setAll(parts, call::operand);
    return JniUtils.cat(parts, op.axis());
  }

  static PtNDArray tile(Tile op, Call call) {
    return JniUtils.tile(call.x(), longs(op.repeats()));
  }

  static PtNDArray expand(Call call) {
    return JniUtils.broadcast(call.x(), new ai.djl.ndarray.types.Shape(call.resultShape()));
  }

  static PtNDArray shape(Shape op, Call call) {
    long[] dims = op.dims(call.operandType(0)).stream().mapToLong(Dim::value).toArray();
    Tensor tensor = Tensor.longs(new long[] {dims.length}, dims);
    return (PtNDArray) Tensors.toArray(call.manager(), tensor);
  }

  static PtNDArray depthToSpace(DepthToSpace op, Call call) {
    long b = op.block();
    long[] s = call.shape(0);
    long channels = s[1] / (b * b);
    long[] parts =
        op.columnFirst()
            ? new long[] {s[0], channels, b, b, s[2], s[3]}
            : new long[] {s[0], b, b, channels, s[2], s[3]};
    long[] order = op.columnFirst() ? new long[] {0, 1, 4, 2, 5, 3} : new long[] {0, 3, 4, 1, 5, 2};
    return rearranged(call, parts, order);
  }

  static PtNDArray spaceToDepth(SpaceToDepth op, Call call) {
    long b = op.block();
    long[] s = call.shape(0);
    return rearranged(
        call, new long[] {s[0], s[1], s[2] / b, b, s[3] / b, b}, new long[] {0, 3, 5, 1, 2, 4});
  }

  private static PtNDArray rearranged(Call call, long[] parts, long[] order) {
    PtNDArray split = JniUtils.reshape(call.x(), parts);
    return JniUtils.reshape(JniUtils.permute(split, order), call.resultShape());
  }
}
