package dev.espalier.ir.op;

import java.util.List;

/**
 * How many operands and results an operator takes.
 *
 * @param names names of the operands, for messages and documents
 * @param required how many of them must be present; the others may be absent
 * @param variadic whether the last operand may be repeated
 */
public record Arity(List<String> names, int required, boolean variadic) {
  public Arity {
    names = List.copyOf(names);
  }

  public static Arity of(String... names) {
    return new Arity(List.of(names), names.length, false);
  }

  /** The given operands, of which only the first {@code required} must be present. */
  public static Arity optional(int required, String... names) {
    return new Arity(List.of(names), required, false);
  }

  public static Arity variadic(String... names) {
    return new Arity(List.of(names), names.length, true);
  }
}
