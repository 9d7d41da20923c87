package dev.espalier.search.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.op.Pad;
import java.util.Arrays;

/** Elements added around arrays. */
final class Padding {
  private Padding() {}

  static PtNDArray pad(Pad op, Call call) {
    int rank = call.shape(0).length;
    if (op.mode() == Pad.Mode.CONSTANT) {
      long[] pads = Layouts.longs(op.pads());
      return constant(
          call.x(),
          Arrays.copyOf(pads, rank),
          Arrays.copyOfRange(pads, rank, 2 * rank),
          op.value());
    }
    PtNDArray padded = call.x();
    for (int axis = 0; axis < rank; axis++) {
      if (op.begin(axis) != 0 || op.end(axis) != 0) {
        padded = Selection.along(call, padded, axis, positions(op, axis, call.shape(0)[axis]));
      }
    }
    return padded;
  }

  /** Constants around the last axes; negative pads cut. */
  static PtNDArray constant(PtNDArray x, long[] begins, long[] ends, double value) {
    if (isZero(begins) && isZero(ends)) {
      return x;
    }
    long[] fromLast = new long[2 * begins.length];
    for (int i = 0; i < begins.length; i++) {
      int axis = begins.length - 1 - i;
      fromLast[2 * i] = begins[axis];
      fromLast[2 * i + 1] = ends[axis];
    }
    if (x.getDataType() == DataType.BOOLEAN) {
      PtNDArray bytes = JniUtils.pad(x.toType(DataType.UINT8, false), fromLast, value);
      return bytes.toType(DataType.BOOLEAN, false);
    }
    return JniUtils.pad(x, fromLast, value);
  }

  private static boolean isZero(long... pads) {
    return Arrays.stream(pads).allMatch(pad -> pad == 0);
  }

  private static long[] positions(Pad op, int axis, long length) {
    long[] positions = new long[Math.toIntExact(length + op.begin(axis) + op.end(axis))];
    Arrays.setAll(positions, i -> position(op.mode(), i - op.begin(axis), length - 1));
    return positions;
  }

  private static long position(Pad.Mode mode, long index, long last) {
    if (mode == Pad.Mode.EDGE || last == 0) {
      return Math.max(0, Math.min(last, index));
    }
    long mirrored = Math.floorMod(index, 2 * last);
    return Math.min(mirrored, 2 * last - mirrored);
  }
}
