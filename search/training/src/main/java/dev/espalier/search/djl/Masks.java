package dev.espalier.search.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.op.ChannelMask;
import java.util.Arrays;

/**
 * Channel masks with the straight-through estimator of RTSeg: a channel passes if its score is
 * above 1/2, and the gradient of the score is that of the binary mask.
 */
final class Masks {
  private static final double THRESHOLD = 0.5;

  /** Masks of one pass whose scores are the same value share a gate. */
  private record Gate(String scores, int rank, long axis) {}

  private Masks() {}

  static PtNDArray apply(ChannelMask op, Call call) {
    int rank = call.shape(0).length;
    boolean gradients = call.around().gradients();
    PtNDArray scores = call.operand(1);
    Gate key = new Gate(call.node().operands().get(1), rank, op.axis());
    PtNDArray gate =
        call.around().memo().of(key, owner -> shaped(gate(scores, call), rank, op.axis()));
    return gradients
        ? JniUtils.mul(call.x(), gate)
        : JniUtils.where(gate, call.x(), call.scalar(0));
  }

  /** Where nothing is differentiated a channel that is off is 0 even if it holds infinities. */
  private static PtNDArray gate(PtNDArray scores, Call call) {
    requireFinite(scores);
    DataType type = scores.getDataType();
    PtNDArray passes = JniUtils.gt(scores, call.constants().scalar(THRESHOLD, type));
    if (!call.around().gradients()) {
      return passes;
    }
    PtNDArray still = JniUtils.sub(scores, JniUtils.detachGradient(scores));
    return JniUtils.add(passes.toType(type, false), still);
  }

  private static PtNDArray shaped(PtNDArray gate, int rank, long axis) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    shape[(int) axis] = gate.size();
    return JniUtils.reshape(gate, shape);
  }

  private static void requireFinite(PtNDArray scores) {
    double[] values = Tensors.toTensor(scores, ElementType.F64).toDoubles();
    for (int c = 0; c < values.length; c++) {
      if (!Double.isFinite(values[c])) {
        throw new IrException("score %d is %s, a finite number is needed", c, values[c]);
      }
    }
  }
}
