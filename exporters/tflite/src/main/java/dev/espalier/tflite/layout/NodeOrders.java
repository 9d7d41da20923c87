package dev.espalier.tflite.layout;

import java.util.List;
import java.util.Optional;

/**
 * The orders of axes with which a node works.
 *
 * @param operands the order each operand must have; empty for one that is absent or whose order the
 *     lowering settles, as it does for weights
 * @param results the order each result gets
 */
public record NodeOrders(List<Optional<AxisOrder>> operands, List<AxisOrder> results) {
  public NodeOrders {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
  }
}
