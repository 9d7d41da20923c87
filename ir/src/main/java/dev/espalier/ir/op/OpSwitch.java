package dev.espalier.ir.op;

import dev.espalier.ir.IrException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A switch over operators that must cover all of them. Building one fails when a case is missing,
 * so a new operator cannot be forgotten by a backend. (Java 17 has no pattern switch.)
 *
 * @param <A> what each case is given besides the operator
 * @param <R> what each case returns
 */
public final class OpSwitch<A, R> {
  private final Map<Class<?>, BiFunction<Op, A, R>> cases;

  private OpSwitch(Map<Class<?>, BiFunction<Op, A, R>> cases) {
    this.cases = Map.copyOf(cases);
  }

  public static <A, R> Builder<A, R> over() {
    return new Builder<>();
  }

  public R apply(Op op, A argument) {
    return cases.get(op.getClass()).apply(op, argument);
  }

  /** Collects cases. */
  public static final class Builder<A, R> {
    private final Map<Class<?>, BiFunction<Op, A, R>> cases = new HashMap<>();

    private Builder() {}

    /** One case for an operator, or for every operator of a family such as {@link Pointwise}. */
    public <O extends Op> Builder<A, R> on(Class<O> type, BiFunction<O, A, R> body) {
      for (Class<? extends Op> operator : Operators.in(type)) {
        cases.put(operator, (op, argument) -> body.apply(type.cast(op), argument));
      }
      return this;
    }

    /** The same case for several operators. */
    public Builder<A, R> on(List<Class<? extends Op>> types, BiFunction<Op, A, R> body) {
      types.forEach(type -> on(type, body::apply));
      return this;
    }

    /** For an operator this backend cannot take; the reason tells the user what to do. */
    public Builder<A, R> refuse(Class<? extends Op> type, String reason) {
      return on(
          type,
          (op, argument) -> {
            throw new IrException("%s: %s", op.mnemonic(), reason);
          });
    }

    public OpSwitch<A, R> build() {
      for (Class<? extends Op> type : Operators.all()) {
        if (!cases.containsKey(type)) {
          throw new IllegalStateException("no case for " + type.getSimpleName());
        }
      }
      return new OpSwitch<>(cases);
    }
  }
}
