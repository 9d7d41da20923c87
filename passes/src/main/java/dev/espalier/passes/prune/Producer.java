package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.passes.channels.ValueAxis;
import java.util.List;
import java.util.Optional;

/**
 * A node that makes channels from weights.
 *
 * @param node a convolution, matrix product or batch normalisation
 * @param axis the axis of the result that counts the channels
 * @param weight the axis of the weight that does, if there is a constant weight
 */
record Producer(Node node, ValueAxis axis, Optional<ValueAxis> weight) {
  static Optional<Producer> of(Graph graph, Node node) {
    if (node.op() instanceof Conv || node.op() instanceof BatchNormalization) {
      return Optional.of(of(graph, node, 1, 0));
    } else if (node.op() instanceof ConvTranspose conv) {
      return Optional.of(of(graph, node, 1, conv.groups() == 1 ? 1 : 0));
    } else if (node.op() instanceof Gemm gemm) {
      return Optional.of(of(graph, node, 1, gemm.transB() ? 0 : 1));
    } else if (node.op() instanceof MatMul && graph.constant(node, 1).isPresent()) {
      int last = graph.type(node.result()).rank() - 1;
      int own = graph.type(node.operands().get(1)).rank() - 1;
      return own > 0 && last > 0 ? Optional.of(of(graph, node, last, own)) : Optional.empty();
    }
    return Optional.empty();
  }

  private static Producer of(Graph graph, Node node, int resultAxis, int weightAxis) {
    return new Producer(
        node,
        new ValueAxis(node.result(), resultAxis),
        node.operand(1)
            .filter(w -> graph.constant(w).isPresent())
            .map(w -> new ValueAxis(w, weightAxis)));
  }

  boolean isNorm() {
    return node.op() instanceof BatchNormalization;
  }

  /**
   * The value behind the normalisation, bias and activation that follow, which is where a mask
   * belongs: the last one before anything else reads the channels.
   */
  String last(Graph graph) {
    String value = node.result();
    while (graph.isReadOnce(value)) {
      Node reader = graph.users(value).get(0);
      if (!passesOn(graph, reader, value)) {
        break;
      }
      value = reader.result();
    }
    return value;
  }

  private static boolean passesOn(Graph graph, Node reader, String value) {
    if (reader.op() instanceof Pointwise || reader.op() instanceof BatchNormalization) {
      return true;
    }
    return reader.op() instanceof Elementwise
        && graph.type(reader.result()).equals(graph.type(value))
        && List.copyOf(reader.operands()).stream()
            .filter(o -> !o.equals(value))
            .allMatch(o -> graph.constant(o).isPresent());
  }
}
