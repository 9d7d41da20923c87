package dev.espalier.tflite.layout;

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
}
