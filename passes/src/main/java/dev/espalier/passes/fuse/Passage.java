package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.passes.channels.ValueAxis;
import java.util.Map;

/**
 * What becomes of the order of the indices of an operand's axis at a node.
 *
 * @param kind where the order is found behind the node
 * @param constants operands that are constants and must be put in the same order, each with the
 *     axis that counts the indices
 */
record Passage(Kind kind, Map<Integer, Integer> constants) {
  /** Where an order is found behind a node. */
  enum Kind {
    /** The same axis of the result has it. */
    CARRIED,
    /** Part of the same axis of the result has it. */
    JOINED,
    /** The node chooses indices, and can choose those that are meant. */
    CHOSEN,
    /** The result does not depend on it, given the constants. */
    ABSORBED,
    /** The node needs the order as it is. */
    FIXED
  }

  private static final Passage FIXED = new Passage(Kind.FIXED, Map.of());
  private static final Passage CARRIED = new Passage(Kind.CARRIED, Map.of());

  /** The passage of an axis of an operand. */
  static Passage of(Graph graph, Node node, ValueAxis from) {
    Op op = node.op();
    int axis = from.axis();
    TensorType x = graph.type(from.value());
    if (op instanceof IndexSelect select) {
      return select.axis() == axis ? new Passage(Kind.CHOSEN, Map.of()) : CARRIED;
    } else if (op instanceof Concat concat) {
      return concat.axis() == axis ? new Passage(Kind.JOINED, Map.of()) : FIXED;
    } else if (op instanceof Elementwise) {
      return elementwise(graph, node, from);
    } else if (node.operands().lastIndexOf(from.value()) != 0) {
      return FIXED;
    } else if (op instanceof Pointwise) {
      return CARRIED;
    } else if (op instanceof BatchNormalization && axis == 1) {
      return together(graph, node, Map.of(1, 0, 2, 0, 3, 0, 4, 0));
    } else if (op instanceof MaxPool || op instanceof AveragePool) {
      return axis <= 1 ? CARRIED : FIXED;
    } else if (op instanceof Reduction reduction) {
      boolean behind = reduction.axes().stream().allMatch(a -> a > axis);
      return behind || reduction.keepDims() && !reduction.axes().contains((long) axis)
          ? CARRIED
          : FIXED;
    } else if (op instanceof Resize resize) {
      return resize.axes().contains((long) axis) ? FIXED : CARRIED;
    } else if (op instanceof Pad pad) {
      return pad.begin(axis) == 0 && pad.end(axis) == 0 ? CARRIED : FIXED;
    } else if (op instanceof Reshape reshape) {
      boolean same =
          reshape.shape().size() > axis
              && reshape.shape().subList(0, axis + 1).equals(x.dims().subList(0, axis + 1));
      return same ? CARRIED : FIXED;
    }
    return linear(graph, node, axis);
  }

  private static Passage linear(Graph graph, Node node, int axis) {
    if (node.op() instanceof Conv conv && axis == 1) {
      TensorType weight = graph.type(node.operands().get(1));
      boolean each = conv.groups() > 1 && weight.dim(1).is(1) && weight.dim(0).is(conv.groups());
      if (each) {
        return together(
            graph, node, node.operand(2).isPresent() ? Map.of(1, 0, 2, 0) : Map.of(1, 0));
      }
      return conv.groups() == 1 ? absorbed(graph, node, 1) : FIXED;
    } else if (node.op() instanceof Gemm gemm && axis == (gemm.transA() ? 0 : 1)) {
      return absorbed(graph, node, gemm.transB() ? 1 : 0);
    } else if (node.op() instanceof MatMul) {
      int rank = graph.type(node.operands().get(1)).rank();
      boolean inner = axis == graph.type(node.input()).rank() - 1 && rank > 1;
      return inner ? absorbed(graph, node, rank - 2) : FIXED;
    }
    return FIXED;
  }

  private static Passage elementwise(Graph graph, Node node, ValueAxis from) {
    int other = node.input().equals(from.value()) ? 1 : 0;
    boolean plain =
        node.operands().size() == 2
            && isOwn(graph, node, other)
            && graph.type(node.result()).dims().equals(graph.type(from.value()).dims());
    if (!plain) {
      return FIXED;
    }
    TensorType type = graph.type(node.operands().get(other));
    int aligned = from.axis() - graph.type(from.value()).rank() + type.rank();
    return aligned < 0 || type.dim(aligned).is(1)
        ? CARRIED
        : new Passage(Kind.CARRIED, Map.of(other, aligned));
  }

  private static Passage absorbed(Graph graph, Node node, int axis) {
    return isOwn(graph, node, 1) ? new Passage(Kind.ABSORBED, Map.of(1, axis)) : FIXED;
  }

  private static Passage together(Graph graph, Node node, Map<Integer, Integer> constants) {
    boolean all = constants.keySet().stream().allMatch(i -> isOwn(graph, node, i));
    return all ? new Passage(Kind.CARRIED, constants) : FIXED;
  }

  /** Whether an operand is a constant that no other node reads. */
  private static boolean isOwn(Graph graph, Node node, int operand) {
    return graph.constant(node, operand).isPresent()
        && graph.users(node.operands().get(operand)).size() == 1;
  }
}
