package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import java.util.Optional;

/**
 * A node that sums over an axis of its operands.
 *
 * @param operand the operand that is not a constant weight; the first one if neither is
 * @param axis the axis of that operand that is summed over
 * @param result the axis of the result that the weight counts; empty if both operands vary
 */
record LinearReader(Node node, int operand, int axis, Optional<Integer> result) {
  static Optional<LinearReader> of(Graph graph, Node node) {
    boolean fixed = node.operand(1).flatMap(graph::constant).isPresent();
    if (node.op() instanceof Conv conv) {
      boolean depthwise = conv.groups() > 1 && graph.type(node.operands().get(1)).dim(1).is(1);
      return when(!depthwise, new LinearReader(node, 0, 1, fixed ? Optional.of(1) : none()));
    }
    if (node.op() instanceof ConvTranspose conv) {
      boolean depthwise =
          conv.groups() > 1 && graph.type(node.operands().get(1)).dim(0).is(conv.groups());
      return when(!depthwise, new LinearReader(node, 0, 1, fixed ? Optional.of(1) : none()));
    }
    if (node.op() instanceof Gemm gemm) {
      return Optional.of(
          new LinearReader(node, 0, gemm.transA() ? 0 : 1, fixed ? Optional.of(1) : none()));
    }
    if (node.op() instanceof MatMul) {
      int a = graph.type(node.operands().get(0)).rank();
      int b = graph.type(node.operands().get(1)).rank();
      int last = graph.type(node.result()).rank() - 1;
      boolean plain = fixed && a > 1 && b == 2;
      return Optional.of(
          new LinearReader(node, 0, a - 1, plain ? Optional.of(last) : Optional.empty()));
    }
    return Optional.empty();
  }

  private static Optional<Integer> none() {
    return Optional.empty();
  }

  private static Optional<LinearReader> when(boolean condition, LinearReader reader) {
    return condition ? Optional.of(reader) : Optional.empty();
  }

  ValueAxis contracted() {
    return new ValueAxis(node.operands().get(operand), axis);
  }

  boolean isConvolution() {
    return node.op() instanceof Conv || node.op() instanceof ConvTranspose;
  }

  /** The groups of a convolution; 1 for a product. */
  long groups() {
    return BlockwiseWeight.groups(node.op());
  }

  /** The axis of the weight of a product that is summed over. */
  int weightAxis() {
    return node.op() instanceof Gemm gemm && gemm.transB() ? 1 : 0;
  }
}
