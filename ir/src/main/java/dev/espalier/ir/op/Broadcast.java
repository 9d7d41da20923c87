package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shapes and ties of operators that broadcast as NumPy does: aligned at the last axis. */
final class Broadcast {
  private Broadcast() {}

  static List<Dim> dims(Operands in, int... operands) {
    int rank = 0;
    for (int operand : operands) {
      rank = Math.max(rank, in.type(operand).rank());
    }
    List<Dim> dims = new ArrayList<>(Collections.nCopies(rank, Dim.of(1)));
    for (int operand : operands) {
      List<Dim> own = in.type(operand).dims();
      for (int i = 0; i < own.size(); i++) {
        int at = rank - own.size() + i;
        dims.set(at, in.broadcast(dims.get(at), own.get(i)));
      }
    }
    return dims;
  }

  /** Ties the axes of an operand to those of the result, where it is not broadcast along them. */
  static void tie(Ties ties, int operand) {
    TensorType type = ties.operand(operand);
    tie(ties, operand, type.rank());
  }

  /** Ties only the first {@code axes} axes of the operand, counted from the front. */
  static void tie(Ties ties, int operand, int axes) {
    TensorType type = ties.operand(operand);
    TensorType result = ties.result(0);
    int shift = result.rank() - type.rank();
    for (int i = 0; i < axes; i++) {
      if (!type.dim(i).is(1) || result.dim(shift + i).is(1)) {
        ties.same(Axis.in(operand, i), Axis.out(shift + i));
      }
    }
  }
}
