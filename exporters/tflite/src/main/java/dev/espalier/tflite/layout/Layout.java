package dev.espalier.tflite.layout;

import java.util.List;
import java.util.Map;

/**
 * The orders of axes in a graph.
 *
 * @param nodes one per node of the graph, in order
 * @param inputs the order in which each input is given
 * @param outputs the order in which each output is returned
 */
public record Layout(
    List<NodeOrders> nodes, Map<String, AxisOrder> inputs, Map<String, AxisOrder> outputs) {
  public Layout {
    nodes = List.copyOf(nodes);
  }
}
