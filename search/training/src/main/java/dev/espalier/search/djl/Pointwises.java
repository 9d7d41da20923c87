package dev.espalier.search.djl;

import static dev.espalier.search.djl.Kernels.one;
import static dev.espalier.search.djl.Kernels.unary;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Ceil;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Cos;
import dev.espalier.ir.op.Elu;
import dev.espalier.ir.op.Erf;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.Floor;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.LeakyRelu;
import dev.espalier.ir.op.Log;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Not;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Reciprocal;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Round;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Sign;
import dev.espalier.ir.op.Sin;
import dev.espalier.ir.op.Softplus;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.ir.op.Tanh;
import java.util.List;

/** Functions of one element. */
final class Pointwises {
  private Pointwises() {}

  static void add(OpSwitch.Builder<Call, List<PtNDArray>> kernels) {
    kernels
        .on(Abs.class, unary(JniUtils::abs))
        .on(Ceil.class, unary(JniUtils::ceil))
        .on(Clip.class, one(Pointwises::clip))
        .on(Cos.class, unary(JniUtils::cos))
        .on(Elu.class, one((op, call) -> JniUtils.elu(call.x(), op.alpha())))
        .on(Erf.class, unary(JniUtils::erf))
        .on(Exp.class, unary(JniUtils::exp))
        .on(Floor.class, unary(JniUtils::floor))
        .on(Gelu.class, one(Pointwises::gelu))
        .on(HardSigmoid.class, one(Pointwises::hardSigmoid))
        .on(HardSwish.class, one((op, call) -> hardSwish(call)))
        .on(LeakyRelu.class, one((op, call) -> JniUtils.leakyRelu(call.x(), op.alpha())))
        .on(Log.class, unary(JniUtils::log))
        .on(Neg.class, unary(JniUtils::neg))
        .on(Not.class, unary(JniUtils::logicalNot))
        .on(Reciprocal.class, one((op, call) -> JniUtils.div(call.scalar(1), call.x())))
        .on(Relu.class, unary(JniUtils::relu))
        .on(Round.class, unary(JniUtils::round))
        .on(Sigmoid.class, unary(JniUtils::sigmoid))
        .on(Sign.class, unary(JniUtils::sign))
        .on(Sin.class, unary(JniUtils::sin))
        .on(Softplus.class, unary(JniUtils::softPlus))
        .on(Sqrt.class, unary(JniUtils::sqrt))
        .on(Tanh.class, unary(JniUtils::tanh));
  }

  private static PtNDArray clip(Clip op, Call call) {
    return limit(call.x(), op.min(), op.max());
  }

  /** Infinite bounds of integers would overflow. */
  private static PtNDArray limit(PtNDArray x, double min, double max) {
    if (x.getDataType() == DataType.FLOAT64) {
      return JniUtils.clip(x, min, max);
    } else if (x.getDataType().isFloating()) {
      return JniUtils.clip(x, (float) min, (float) max);
    }
    return JniUtils.clip(x, (long) Math.ceil(min), (long) Math.floor(max));
  }

  private static PtNDArray hardSigmoid(HardSigmoid op, Call call) {
    PtNDArray line =
        JniUtils.add(JniUtils.mul(call.x(), call.scalar(op.alpha())), call.scalar(op.beta()));
    return limit(line, 0, 1);
  }

  /** {@code x clip(x + 3, 0, 6) / 6}. */
  private static PtNDArray hardSwish(Call call) {
    PtNDArray gate = limit(JniUtils.add(call.x(), call.scalar(3)), 0, 6);
    return JniUtils.mul(JniUtils.mul(call.x(), gate), call.scalar(1.0 / 6));
  }

  /** The tanh form is {@code x sigmoid(2 u)}, as {@code 1 + tanh(u) = 2 sigmoid(2 u)}. */
  private static PtNDArray gelu(Gelu op, Call call) {
    PtNDArray x = call.x();
    if (!op.tanh()) {
      return JniUtils.gelu(x);
    }
    PtNDArray cubic = JniUtils.mul(JniUtils.square(x), call.scalar(0.044715));
    PtNDArray u = JniUtils.mul(x, JniUtils.add(cubic, call.scalar(1)));
    return JniUtils.mul(
        x, JniUtils.sigmoid(JniUtils.mul(u, call.scalar(2 * Math.sqrt(2 / Math.PI)))));
  }
}
