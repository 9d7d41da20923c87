package dev.espalier.ir.run;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Pointwise;

/** Operators that work element by element. */
final class Arithmetic {
  private Arithmetic() {}

  static Tensor pointwise(Pointwise op, Call call) {
    if (call.isExact(0)) {
      long[] x = call.operand(0).toLongs();
      for (int i = 0; i < x.length; i++) {
        x[i] = op.applyToIntegers(x[i]);
      }
      return call.give(x);
    }
    double[] x = call.doubles(0);
    for (int i = 0; i < x.length; i++) {
      x[i] = op.apply(x[i]);
    }
    return call.give(x);
  }

  static Tensor elementwise(Elementwise op, Call call) {
    int[] shape = call.resultShape();
    if (call.isExact(0) && call.isExact(1)) {
      long[] a = call.broadcastLongs(0, shape);
      long[] b = call.broadcastLongs(1, shape);
      for (int i = 0; i < a.length; i++) {
        a[i] = op.applyToIntegers(a[i], b[i]);
      }
      return call.give(a);
    }
    double[] a = call.broadcast(0, shape);
    double[] b = call.broadcast(1, shape);
    for (int i = 0; i < a.length; i++) {
      a[i] = op.apply(a[i], b[i]);
    }
    return call.give(a);
  }

  static Tensor where(Call call) {
    int[] shape = call.resultShape();
    double[] condition = call.broadcast(0, shape);
    if (call.isExact(1)) {
      long[] a = call.broadcastLongs(1, shape);
      long[] b = call.broadcastLongs(2, shape);
      for (int i = 0; i < a.length; i++) {
        a[i] = condition[i] != 0 ? a[i] : b[i];
      }
      return call.give(a);
    }
    double[] a = call.broadcast(1, shape);
    double[] b = call.broadcast(2, shape);
    for (int i = 0; i < a.length; i++) {
      a[i] = condition[i] != 0 ? a[i] : b[i];
    }
    return call.give(a);
  }

  static Tensor cast(Call call) {
    return call.isExact(0) ? call.give(call.operand(0).toLongs()) : call.give(call.doubles(0));
  }
}
