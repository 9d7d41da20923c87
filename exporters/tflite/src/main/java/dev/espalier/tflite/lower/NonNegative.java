package dev.espalier.tflite.lower;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Transpose;
import java.util.Optional;
import java.util.Set;

/** Finds values that are never below 0, whatever the inputs are. */
final class NonNegative {
  private static final Set<Class<? extends Op>> ALWAYS =
      Set.of(Relu.class, Abs.class, Exp.class, Sigmoid.class, Softmax.class);

  private static final Set<Class<? extends Op>> AS_OPERANDS =
      Set.of(
          MaxPool.class,
          AveragePool.class,
          Concat.class,
          Reshape.class,
          Transpose.class,
          Slice.class);

  /** How far back to look: sums of branches would otherwise take exponential time. */
  private static final int DEPTH = 8;

  private NonNegative() {}

  static boolean holds(Graph graph, String value) {
    return holds(graph, value, DEPTH);
  }

  private static boolean holds(Graph graph, String value, int depth) {
    Optional<Node> producer = graph.producer(value);
    if (producer.isEmpty() || depth == 0) {
      return false;
    }
    Op op = producer.get().op();
    if (ALWAYS.contains(op.getClass()) || op instanceof Clip clip && clip.min() >= 0) {
      return true;
    }
    return AS_OPERANDS.contains(op.getClass())
        && producer.get().operands().stream().allMatch(o -> holds(graph, o, depth - 1));
  }
}
