package dev.espalier.tflite.layout;

import dev.espalier.ir.op.Gemm;
import dev.espalier.tflite.layout.OrderRules.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Orders of matrix products. With a constant matrix the product is fully connected: it needs only
 * the summed axis of the other operand last. Of two computed operands both need their last two axes
 * last.
 */
final class MatrixOrders {
  private MatrixOrders() {}

  static NodeOrders matMul(Place place) {
    int left = place.rank(0);
    int right = place.rank(1);
    if (place.isConstant(1) && right == 2 && left >= 2) {
      AxisOrder order = place.free().withLast(left - 1);
      return place.of(order, order);
    }
    if (place.isConstant(0) && left == 2 && right >= 2) {
      AxisOrder order = place.free(1).withLast(right - 2);
      return new NodeOrders(List.of(Optional.empty(), Optional.of(order)), List.of(order));
    }
    return new NodeOrders(
        List.of(graphOrder(left), graphOrder(right)),
        List.of(AxisOrder.identity(place.resultRank())));
  }

  private static Optional<AxisOrder> graphOrder(int rank) {
    return Optional.of(AxisOrder.identity(rank));
  }

  static NodeOrders gemm(Gemm op, Place place) {
    List<Optional<AxisOrder>> operands =
        new ArrayList<>(Collections.nCopies(place.node().operands().size(), Optional.empty()));
    operands.set(0, Optional.of(matrix(op.transA())));
    if (!place.isConstant(1)) {
      operands.set(1, Optional.of(matrix(!op.transB())));
    }
    if (place.node().operand(2).isPresent() && !place.isConstant(2)) {
      operands.set(2, graphOrder(place.rank(2)));
    }
    return new NodeOrders(operands, List.of(AxisOrder.identity(2)));
  }

  private static AxisOrder matrix(boolean transposed) {
    return new AxisOrder(transposed ? List.of(1, 0) : List.of(0, 1));
  }
}
