package dev.espalier.tflite.lower;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Transpose;
import dev.espalier.tflite.LayoutReport.Reason;
import java.util.Optional;

/** Why a value must be transposed for a reader. */
final class Reasons {
  private Reasons() {}

  static Reason of(Graph graph, String value, Node reader) {
    Optional<Node> producer = origin(graph, value);
    if (producer.isEmpty()) {
      return Reason.IO_CONTRACT;
    }
    if (is(reader, MatMul.class) || is(producer.get(), MatMul.class)) {
      return Reason.ATTENTION_HEADS;
    }
    return is(reader, Reshape.class) || is(producer.get(), Reshape.class)
        ? Reason.RESHAPE_ORDER
        : Reason.OPAQUE_OP;
  }

  /** The node that made the elements: transposes of the graph only rename axes. */
  private static Optional<Node> origin(Graph graph, String value) {
    Optional<Node> producer = graph.producer(value);
    while (producer.isPresent()
        && (is(producer.get(), Transpose.class) || is(producer.get(), Softmax.class))) {
      producer = graph.producer(producer.get().input());
    }
    return producer;
  }

  private static boolean is(Node node, Class<? extends Op> type) {
    return type.isInstance(node.op());
  }
}
