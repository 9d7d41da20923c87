package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Sub;
import java.util.Optional;

/** Recognises values that are zero for every input on which all values are finite. */
final class Zeros {
  /** How many sums deep the search goes; deeper ones are found by the next sweep. */
  private static final int DEPTH = 8;

  private Zeros() {}

  static boolean isZero(Graph graph, String value) {
    return isZero(graph, value, DEPTH);
  }

  private static boolean isZero(Graph graph, String value, int depth) {
    Optional<Node> producer = graph.producer(value);
    if (producer.isEmpty() || depth == 0) {
      return graph.constant(value).filter(c -> Uniform.is(c, 0)).isPresent();
    }
    Node node = producer.get();
    if (node.op() instanceof Mul) {
      return node.operands().stream().anyMatch(o -> isZero(graph, o, depth - 1));
    }
    return (node.op() instanceof Add || node.op() instanceof Sub)
        && node.operands().stream().allMatch(o -> isZero(graph, o, depth - 1));
  }
}
