package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pointwise;
import java.util.List;
import java.util.Optional;

/**
 * Whether less is computed where only a range of a value is made.
 *
 * @param axis of the values along which the range lies, counted from the last one, which is 1: as
 *     broadcasting counts
 */
record PartialUse(Graph graph, int axis) {
  /** How many operators deep the search for a layer goes. */
  private static final int DEPTH = 16;

  /**
   * Whether a value is made element by element of one that a layer can make in part, and of one
   * that something else needs whole. Without the latter, the layer loses channels as it is.
   */
  boolean savesIn(String value) {
    return savesIn(value, DEPTH);
  }

  private boolean savesIn(String value, int depth) {
    Optional<Node> node = graph.producer(value);
    if (depth == 0 || node.isEmpty() || !isByElement(node.get().op())) {
      return false;
    }
    List<String> parts = cut(node.get());
    boolean separates =
        parts.stream().anyMatch(this::isEndOfLayer) && parts.stream().anyMatch(this::isHeld);
    return separates
        || parts.stream().anyMatch(part -> graph.isReadOnce(part) && savesIn(part, depth - 1));
  }

  static boolean isByElement(Op op) {
    return op instanceof Elementwise || op instanceof Pointwise;
  }

  /** The operands that are not broadcast along the axis. */
  List<String> cut(Node node) {
    return node.operands().stream().filter(operand -> isCut(operand, node.result())).toList();
  }

  private boolean isCut(String operand, String result) {
    return size(operand).equals(size(result)) && !size(result).equals(Optional.of(Dim.of(1)));
  }

  private Optional<Dim> size(String value) {
    int rank = graph.type(value).rank();
    return rank < axis ? Optional.empty() : Optional.of(graph.type(value).dim(rank - axis));
  }

  private boolean isHeld(String value) {
    return graph.constant(value).isEmpty() && !isEndOfLayer(value);
  }

  /** Whether a layer with a weight of its own makes the value for one reader only. */
  private boolean isEndOfLayer(String value) {
    return isEndOfLayer(value, DEPTH);
  }

  private boolean isEndOfLayer(String value, int depth) {
    return depth > 0
        && graph.isReadOnce(value)
        && graph.producer(value).filter(node -> endsLayer(node, depth)).isPresent();
  }

  private boolean endsLayer(Node node, int depth) {
    Op op = node.op();
    if (isByElement(op)) {
      return cut(node).stream().anyMatch(operand -> isEndOfLayer(operand, depth - 1));
    }
    if (op instanceof BatchNormalization || op instanceof ChannelMask) {
      return isEndOfLayer(node.input(), depth - 1);
    }
    return makes(node) && graph.constant(node, 1).isPresent() && graph.isReadOnce(weight(node));
  }

  private static String weight(Node node) {
    return node.operands().get(1);
  }

  /** Whether the columns or filters of a weight are the indices of the axis. */
  private boolean makes(Node node) {
    boolean isChannel = graph.type(node.result()).rank() - axis == 1;
    if (node.op() instanceof MatMul) {
      return axis == 1 && graph.type(weight(node)).rank() == 2;
    }
    return isChannel
        && (node.op() instanceof Gemm
            || (node.op() instanceof Conv conv && conv.groups() == 1)
            || (node.op() instanceof ConvTranspose conv && conv.groups() == 1));
  }
}
