package dev.espalier.ir.op;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.List;

/** An operator that combines two tensors element by element, broadcasting both. */
public sealed interface Elementwise extends Op
    permits Add,
        Sub,
        Mul,
        Div,
        Pow,
        Max,
        Min,
        Mod,
        PRelu,
        Equal,
        Greater,
        GreaterOrEqual,
        Less,
        LessOrEqual,
        And,
        Or {
  double apply(double a, double b);

  /** The same on integers, exactly: they wrap beyond 64 bits. */
  default long applyToIntegers(long a, long b) {
    return (long) apply((double) a, (double) b);
  }

  /** Whether the result is a truth value. */
  default boolean isPredicate() {
    return false;
  }

  @Override
  default Arity arity() {
    return Arity.of("a", "b");
  }

  @Override
  default List<TensorType> infer(Operands in) {
    ElementType element = in.type(0).element();
    if (!(this instanceof Pow) && in.type(1).element() != element) {
      throw new IrException("element types differ: %s and %s", in.type(0), in.type(1));
    }
    TensorType type = new TensorType(element, Broadcast.dims(in, 0, 1));
    return List.of(isPredicate() ? type.withElement(ElementType.BOOL) : type);
  }

  @Override
  default void tie(Ties ties) {
    Broadcast.tie(ties, 0);
    Broadcast.tie(ties, 1);
  }
}
