package dev.espalier.ir;

import dev.espalier.ir.op.Op;
import java.util.List;
import java.util.Optional;

/**
 * One use of an operator.
 *
 * @param label the node's name in the file it came from, for reports and blocks; may be empty
 * @param operands names of values; {@link #ABSENT} where an optional operand is not given
 * @param results names of the values made here; {@link #ABSENT} where an optional result is unused
 */
public record Node(String label, Op op, List<String> operands, List<String> results) {
  /** Stands for an optional operand that is not given. */
  public static final String ABSENT = "";

  public Node {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
  }

  public static Node of(Op op, List<String> operands, String result) {
    return new Node("", op, operands, List.of(result));
  }

  /** The operand at a position, empty when it is absent or beyond the end. */
  public Optional<String> operand(int position) {
    return position < operands.size() && !operands.get(position).equals(ABSENT)
        ? Optional.of(operands.get(position))
        : Optional.empty();
  }

  /** The first operand; most operators have one main input. */
  public String input() {
    return operands.get(0);
  }

  /** The first result. */
  public String result() {
    return results.get(0);
  }

  public Node withOp(Op other) {
    return new Node(label, other, operands, results);
  }

  public Node withOperands(List<String> others) {
    return new Node(label, op, others, results);
  }
}
