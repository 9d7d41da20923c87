package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Operators that compute each element of their result from one place of their operands. */
final class Elementwise {
  private static final Set<Builtin> KINDS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Builtin.ADD,
              Builtin.ADD_N,
              Builtin.SUB,
              Builtin.MUL,
              Builtin.DIV,
              Builtin.POW,
              Builtin.MAXIMUM,
              Builtin.MINIMUM,
              Builtin.SQUARED_DIFFERENCE,
              Builtin.FLOOR_DIV,
              Builtin.FLOOR_MOD,
              Builtin.EQUAL,
              Builtin.NOT_EQUAL,
              Builtin.GREATER,
              Builtin.GREATER_EQUAL,
              Builtin.LESS,
              Builtin.LESS_EQUAL,
              Builtin.LOGICAL_AND,
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
              Builtin.SIGN,
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
              Builtin.CAST));

  private static final Set<Builtin> COMMUTATIVE =
      Collections.unmodifiableSet(EnumSet.of(Builtin.ADD, Builtin.ADD_N, Builtin.MUL));

  private Elementwise() {}

  static boolean is(LiteOp op) {
    return KINDS.contains(op.kind());
  }

  /** Whether the operands are two values that can be swapped: none is spread over the other. */
  static boolean isSwappable(LiteModel model, LiteOp op) {
    return COMMUTATIVE.contains(op.kind())
        && op.inputs().size() == 2
        && op.inputs().stream()
            .map(model::tensor)
            .allMatch(t -> !t.isConstant() && t.shape().equals(model.output(op).shape()));
  }

  /** Whether an operand is a constant as large as the result, which comes from memory. */
  static boolean isMap(LiteModel model, LiteOp op, int input) {
    LiteTensor tensor = model.tensor(input);
    return is(op)
        && tensor.isConstant()
        && tensor.size() > 1
        && tensor.size() == model.output(op).size()
        && !isPerChannel(tensor);
  }

  /** Whether a tensor has one element, or one per channel. */
  static boolean isPerChannel(LiteTensor tensor) {
    return tensor.rank() == 0 || tensor.size() == tensor.dim(tensor.rank() - 1);
  }
}
