package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import java.util.Arrays;

/** Operands in another form: constants at compile time, computed values by a node. */
final class Operand {
  private Operand() {}

  /** An operand with the same elements in another shape. */
  static String reshaped(Match match, String hint, int operand, long... shape) {
    return match
        .constant(operand)
        .map(tensor -> match.constant(hint, tensor.reshape(shape)))
        .orElseGet(() -> match.node(hint, Reshape.to(shape), match.operand(operand)));
  }

  /** Some positions of an operand along an axis. */
  static String selected(Match match, String hint, int operand, int axis, int... positions) {
    return match
        .constant(operand)
        .map(tensor -> match.constant(hint, tensor.select(axis, positions)))
        .orElseGet(() -> match.node(hint, select(axis, positions), match.operand(operand)));
  }

  private static IndexSelect select(int axis, int... positions) {
    return new IndexSelect(axis, Arrays.stream(positions).asLongStream().boxed().toList());
  }
}
