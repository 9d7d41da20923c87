package dev.espalier.search.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.And;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Equal;
import dev.espalier.ir.op.Greater;
import dev.espalier.ir.op.GreaterOrEqual;
import dev.espalier.ir.op.Less;
import dev.espalier.ir.op.LessOrEqual;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mod;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Or;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.run.Precision;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** Functions of two or three elements, and of their types. */
final class Elementwises {
  private Elementwises() {}

  static void add(OpSwitch.Builder<Call, List<PtNDArray>> kernels) {
    kernels
        .on(Add.class, binary(JniUtils::add))
        .on(Sub.class, binary(JniUtils::sub))
        .on(Mul.class, binary(JniUtils::mul))
        .on(Div.class, binary(Elementwises::divide))
        .on(Pow.class, binary(JniUtils::pow))
        .on(Max.class, binary(JniUtils::max))
        .on(Min.class, binary(JniUtils::min))
        .on(Mod.class, binary(JniUtils::remainder))
        .on(PRelu.class, Kernels.one((op, call) -> prelu(call)))
        .on(Equal.class, binary(JniUtils::eq))
        .on(Greater.class, binary(JniUtils::gt))
        .on(GreaterOrEqual.class, binary(JniUtils::gte))
        .on(Less.class, binary(JniUtils::lt))
        .on(LessOrEqual.class, binary(JniUtils::lte))
        .on(And.class, binary(JniUtils::logicalAnd))
        .on(Or.class, binary(JniUtils::logicalOr));
  }

  private static <O extends Op> BiFunction<O, Call, List<PtNDArray>> binary(
      BinaryOperator<PtNDArray> kernel) {
    return (op, call) -> List.of(kernel.apply(call.x(), call.operand(1)));
  }

  /** Quotients of integers are truncated towards zero; PyTorch has them as floats. */
  private static PtNDArray divide(PtNDArray a, PtNDArray b) {
    if (a.getDataType().isFloating()) {
      return JniUtils.div(a, b);
    }
    PtNDArray dividend = a.toType(DataType.FLOAT64, false);
    return JniUtils.trunc(JniUtils.div(dividend, b.toType(DataType.FLOAT64, false)));
  }

  /** {@code max(x, 0) + slope min(x, 0)}. */
  private static PtNDArray prelu(Call call) {
    PtNDArray above = JniUtils.relu(call.x());
    PtNDArray below = JniUtils.neg(JniUtils.relu(JniUtils.neg(call.x())));
    return JniUtils.add(above, JniUtils.mul(below, call.operand(1)));
  }

  static PtNDArray where(Call call) {
    return JniUtils.where(call.x(), call.operand(1), call.operand(2));
  }

  /** Half floats are kept as floats, rounded; in double precision nothing is. */
  static PtNDArray cast(Call call) {
    ElementType to = call.result().element();
    if (to == ElementType.BF16) {
      throw new IrException("PyTorch does not compute with %s here", to.text());
    }
    if (to.isFloat() && call.around().precision() == Precision.F64) {
      return call.x().toType(DataType.FLOAT64, false);
    }
    PtNDArray rounded = to == ElementType.F16 ? call.x().toType(DataType.FLOAT16, false) : call.x();
    return rounded.toType(Tensors.dataType(to), false);
  }
}
