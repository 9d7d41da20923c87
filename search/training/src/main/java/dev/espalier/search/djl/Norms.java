package dev.espalier.search.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.IrException;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import java.util.Arrays;

/** Normalisations. */
final class Norms {
  /** The share of the batch in the running statistics after a step, as PyTorch has it. */
  private static final double MOMENTUM = 0.1;

  private Norms() {}

  /**
   * In training the running statistics are changed in place; their variance is the unbiased one.
   */
  static PtNDArray batch(BatchNormalization op, Call call) {
    boolean training = call.around().mode() != Mode.EVALUATE;
    long perChannel = call.x().size() / call.shape(0)[1];
    if (training && perChannel == 1) {
      throw new IrException("statistics of one number per channel; a larger batch is needed");
    }
    return JniUtils.batchNorm(
        call.x(),
        call.operand(3),
        call.operand(4),
        call.operand(1),
        call.operand(2),
        training,
        call.around().mode() == Mode.MEASURE ? 1 : MOMENTUM,
        op.epsilon());
  }

  static PtNDArray instance(InstanceNormalization op, Call call) {
    long[] shape = call.shape(0);
    Shape plane = new Shape(Arrays.copyOfRange(shape, 2, shape.length));
    PtNDArray standard =
        JniUtils.layerNorm(call.x(), plane, ones(call, plane), zeros(call, plane), op.epsilon());
    long[] channels = new long[shape.length - 1];
    Arrays.fill(channels, 1);
    channels[0] = shape[1];
    PtNDArray scaled = JniUtils.mul(standard, JniUtils.reshape(call.operand(1), channels));
    return JniUtils.add(scaled, JniUtils.reshape(call.operand(2), channels));
  }

  static PtNDArray layer(LayerNormalization op, Call call) {
    long[] shape = call.shape(0);
    Shape axes = new Shape(Arrays.copyOfRange(shape, (int) op.axis(), shape.length));
    boolean plain = call.operand(1).getShape().equals(axes);
    boolean shifted = call.has(2) && call.operand(2).getShape().equals(axes);
    PtNDArray normal =
        JniUtils.layerNorm(
            call.x(),
            axes,
            plain ? call.operand(1) : ones(call, axes),
            plain && shifted ? call.operand(2) : zeros(call, axes),
            op.epsilon());
    PtNDArray scaled = plain ? normal : JniUtils.mul(normal, call.operand(1));
    return !call.has(2) || plain && shifted ? scaled : JniUtils.add(scaled, call.operand(2));
  }

  private static PtNDArray ones(Call call, Shape shape) {
    return call.constants().filled(1, call.type(), shape);
  }

  private static PtNDArray zeros(Call call, Shape shape) {
    return call.constants().filled(0, call.type(), shape);
  }
}
