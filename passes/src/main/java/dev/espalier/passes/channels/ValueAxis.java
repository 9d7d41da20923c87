package dev.espalier.passes.channels;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Axis;
import java.util.List;
import java.util.Optional;

/** An axis of a value of a graph. */
public record ValueAxis(String value, int axis) {
  /** An axis of a node's operator; empty for a result that is not used. */
  static Optional<ValueAxis> of(Node node, Axis axis) {
    List<String> values = axis.result() ? node.results() : node.operands();
    boolean used =
        axis.position() < values.size() && !values.get(axis.position()).equals(Node.ABSENT);
    return used
        ? Optional.of(new ValueAxis(values.get(axis.position()), axis.axis()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "%" + value + " axis " + axis;
  }
}
