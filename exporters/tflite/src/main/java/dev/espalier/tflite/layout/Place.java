package dev.espalier.tflite.layout;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A node in a flow, and the orders in which its operands arrive there. */
record Place(Graph graph, Node node, Flow flow, Function<String, AxisOrder> arriving) {
  long[] shape(String value) {
    return graph.type(value).shape();
  }

  AxisOrder arriving(int operand) {
    return arriving.apply(node.operands().get(operand));
  }

  boolean isConstant(int operand) {
    return graph.constant(node, operand).isPresent();
  }

  int rank(int operand) {
    return graph.type(node.operands().get(operand)).rank();
  }

  int resultRank() {
    return graph.type(node.result()).rank();
  }

  /** The order in which operand 0 is taken by an operator without a preference. */
  AxisOrder free() {
    return free(0);
  }

  AxisOrder free(int operand) {
    return flow == Flow.GRAPH ? AxisOrder.identity(rank(operand)) : arriving(operand);
  }

  /** Operand 0 in an order, the others as the lowering likes, and all results in an order. */
  NodeOrders of(AxisOrder operand, AxisOrder result) {
    List<Optional<AxisOrder>> operands = new ArrayList<>();
    for (int i = 0; i < node.operands().size(); i++) {
      operands.add(i == 0 ? Optional.of(operand) : Optional.empty());
    }
    return new NodeOrders(operands, node.results().stream().map(r -> result).toList());
  }
}
