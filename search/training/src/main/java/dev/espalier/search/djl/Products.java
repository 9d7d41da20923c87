package dev.espalier.search.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.op.Gemm;

/** Matrix products. */
final class Products {
  private static final long[] SWAP = {1, 0};

  private Products() {}

  static PtNDArray gemm(Gemm op, Call call) {
    if (isLinear(op, call)) {
      return JniUtils.linear(call.x(), call.operand(1), call.has(2) ? call.operand(2) : null);
    }
    PtNDArray a = op.transA() ? JniUtils.permute(call.x(), SWAP) : call.x();
    PtNDArray b = op.transB() ? JniUtils.permute(call.operand(1), SWAP) : call.operand(1);
    PtNDArray product = times(call, JniUtils.matmul(a, b), op.alpha());
    return call.has(2) ? JniUtils.add(product, times(call, call.operand(2), op.beta())) : product;
  }

  private static boolean isLinear(Gemm op, Call call) {
    return !op.transA()
        && op.transB()
        && op.alpha() == 1
        && (!call.has(2) || op.beta() == 1 && call.shape(2).length == 1);
  }

  private static PtNDArray times(Call call, PtNDArray x, double factor) {
    return factor == 1 ? x : JniUtils.mul(x, call.scalar(factor));
  }
}
