package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The operand types an operator infers its result types from. */
public final class Operands {
  private final List<Optional<TensorType>> types;
  private final BiConsumer<Dim, Dim> assumed;

  /**
   * @param types one per operand, empty where an optional operand is absent
   * @param assumed told of equalities of dims that hold only if the model is right
   */
  public Operands(List<Optional<TensorType>> types, BiConsumer<Dim, Dim> assumed) {
    this.types = List.copyOf(types);
    this.assumed = assumed;
  }

  public int count() {
    return types.size();
  }

  public boolean has(int position) {
    return position < types.size() && types.get(position).isPresent();
  }

  public TensorType type(int position) {
    return types.get(position).orElseThrow();
  }

  /** The type of an operand that must have at least a rank. */
  public TensorType atLeast(int rank, int position) {
    TensorType type = type(position);
    if (type.rank() < rank) {
      throw new IrException("rank %d or more is needed, got %s", rank, type);
    }
    return type;
  }

  /** The type of an operand that must have exactly a rank. */
  public TensorType exactly(int rank, int position) {
    TensorType type = type(position);
    if (type.rank() != rank) {
      throw new IrException("rank %d is needed, got %s", rank, type);
    }
    return type;
  }

  /** The dim two dims have in common; an equality that cannot be proven is recorded. */
  public Dim equal(Dim a, Dim b, String what) {
    if (a.equals(b)) {
      return a;
    }
    if (a.neverEquals(b)) {
      throw new IrException("%s: %s and %s differ", what, a, b);
    }
    assumed.accept(a, b);
    return a.isConstant() ? a : b.isConstant() ? b : a;
  }

  /** The dim of two broadcast dims. */
  Dim broadcast(Dim a, Dim b) {
    if (a.is(1)) {
      return b;
    }
    return b.is(1) ? a : equal(a, b, "broadcast");
  }
}
