package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import java.util.List;

/** The dims {@code start .. end} of x as an i64 vector. */
public record Shape(@Default("0") long start, @Default("9223372036854775807") long end)
    implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return List.of(TensorType.of(ElementType.I64, dims(in.type(0)).size()));
  }

  /** The dims the result holds. */
  public List<Dim> dims(TensorType x) {
    int from = clamp(start, x.rank());
    int to = Math.max(from, clamp(end, x.rank()));
    return x.dims().subList(from, to);
  }

  private static int clamp(long index, int rank) {
    long positive = index < 0 ? index + rank : index;
    return (int) Math.max(0, Math.min(rank, positive));
  }

  @Override
  public void tie(Ties ties) {}
}
