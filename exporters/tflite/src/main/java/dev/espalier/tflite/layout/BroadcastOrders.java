package dev.espalier.tflite.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Orders of operators that combine several operands element by element, or one behind the other:
 * all have the order of the largest one that is not constant and has all axes.
 */
final class BroadcastOrders {
  private BroadcastOrders() {}

  static NodeOrders of(Place place) {
    AxisOrder order = AxisOrder.identity(place.resultRank());
    if (place.flow() == Flow.ARRIVING) {
      order = largest(place).map(place::arriving).orElse(order);
    }
    List<Optional<AxisOrder>> operands = new ArrayList<>();
    for (int i = 0; i < place.node().operands().size(); i++) {
      operands.add(
          place.isConstant(i) ? Optional.empty() : Optional.of(order.trailing(place.rank(i))));
    }
    return new NodeOrders(operands, List.of(order));
  }

  private static Optional<Integer> largest(Place place) {
    Optional<Integer> best = Optional.empty();
    long most = -1;
    for (int i = 0; i < place.node().operands().size(); i++) {
      String operand = place.node().operands().get(i);
      if (!place.isConstant(i) && place.rank(i) == place.resultRank()) {
        long size = place.graph().type(operand).elements().value();
        boolean moved =
            !place.arriving(i).storesLike(AxisOrder.identity(place.rank(i)), place.shape(operand));
        long weight = 2 * size + (moved ? 1 : 0);
        if (weight > most) {
          most = weight;
          best = Optional.of(i);
        }
      }
    }
    return best;
  }
}
