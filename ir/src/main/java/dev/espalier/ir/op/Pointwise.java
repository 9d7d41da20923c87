package dev.espalier.ir.op;

import dev.espalier.ir.TensorType;
import java.util.List;

/** An operator that maps each element by the same function of one variable. */
public sealed interface Pointwise extends Op
    permits Abs,
        Ceil,
        Clip,
        Cos,
        Elu,
        Erf,
        Exp,
        Floor,
        Gelu,
        HardSigmoid,
        HardSwish,
        LeakyRelu,
        Log,
        Neg,
        Not,
        Reciprocal,
        Relu,
        Round,
        Sigmoid,
        Sign,
        Sin,
        Softplus,
        Sqrt,
        Tanh {
  double apply(double x);

  /** The same on integers, exactly where the function keeps them. */
  default long applyToIntegers(long x) {
    double result = apply((double) x);
    return result == x ? x : (long) result;
  }

  @Override
  default Arity arity() {
    return Arity.of("x");
  }

  @Override
  default List<TensorType> infer(Operands in) {
    return List.of(in.type(0));
  }

  @Override
  default void tie(Ties ties) {
    Broadcast.tie(ties, 0);
  }
}
