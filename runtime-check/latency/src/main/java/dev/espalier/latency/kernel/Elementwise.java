package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import java.util.Set;

/** Operators that compute each element of their result from one place of their operands. */
final class Elementwise {
  private static final Set<Builtin> KINDS =
      Set.of(
          Builtin.ADD,
          Builtin.SUB,
          Builtin.MUL,
          Builtin.DIV,
          Builtin.POW,
          Builtin.MAXIMUM,
          Builtin.MINIMUM,
          Builtin.SQUARED_DIFFERENCE,
          Builtin.ABS,
          Builtin.COS,
          Builtin.ELU,
          Builtin.EXP,
          Builtin.FLOOR,
          Builtin.GELU,
          Builtin.LOG,
          Builtin.LOGISTIC,
          Builtin.NEG,
          Builtin.RSQRT,
          Builtin.SIN,
          Builtin.SQRT,
          Builtin.SQUARE,
          Builtin.TANH,
          Builtin.HARD_SWISH,
          Builtin.RELU,
          Builtin.RELU6,
          Builtin.RELU_N1_TO_1,
          Builtin.RELU_0_TO_1,
          Builtin.LEAKY_RELU,
          Builtin.PRELU,
          Builtin.CAST);

  /** Their operands can be swapped. */
  private static final Set<Builtin> COMMUTATIVE = Set.of(Builtin.ADD, Builtin.MUL);

  private Elementwise() {}

  static boolean is(LiteOp op) {
    return KINDS.contains(op.kind());
  }

  static boolean isCommutative(LiteOp op) {
    return COMMUTATIVE.contains(op.kind());
  }
}
