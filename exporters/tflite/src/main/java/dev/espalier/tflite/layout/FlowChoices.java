package dev.espalier.tflite.layout;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The orders of axes with which each node of a graph works in either flow. */
final class FlowChoices {
  private final Graph graph;
  private final Map<String, AxisOrder> inputs = new LinkedHashMap<>();
  private final Map<String, AxisOrder> outputs = new LinkedHashMap<>();
  private final List<Map<Flow, NodeOrders>> nodes = new ArrayList<>();
  private final Map<String, Map<Flow, AxisOrder>> made = new HashMap<>();

  /**
   * The choices in a graph with static sizes.
   *
   * @param imagesLast whether images at inputs and outputs have their channels last
   */
  FlowChoices(Graph graph, boolean imagesLast) {
    this.graph = graph;
    graph.inputs().forEach((name, type) -> input(name, type, imagesLast));
    graph.nodes().forEach(this::node);
    graph.outputs().forEach(name -> output(name, imagesLast));
  }

  private void input(String name, TensorType type, boolean imagesLast) {
    AxisOrder order = port(imagesLast && ImageInputs.isImage(graph, name), type);
    inputs.put(name, order);
    made.put(name, Map.of(Flow.GRAPH, order, Flow.ARRIVING, order));
  }

  private void node(Node node) {
    Map<Flow, NodeOrders> orders = new EnumMap<>(Flow.class);
    for (Flow flow : Flow.values()) {
      NodeOrders found = OrderRules.of(new Place(graph, node, flow, v -> order(v, flow)));
      orders.put(flow, found);
      for (int i = 0; i < node.results().size(); i++) {
        made.computeIfAbsent(node.results().get(i), r -> new EnumMap<>(Flow.class))
            .put(flow, found.results().get(i));
      }
    }
    nodes.add(orders);
  }

  private void output(String name, boolean imagesLast) {
    TensorType type = graph.type(name);
    boolean image = type.rank() == 4 && order(name, Flow.ARRIVING).isImage();
    outputs.put(name, port(imagesLast && image, type));
  }

  private static AxisOrder port(boolean image, TensorType type) {
    return image ? AxisOrder.channelsLast(type.rank()) : AxisOrder.identity(type.rank());
  }

  /** The order in which a value is made by a node in a flow; a constant has the graph's. */
  AxisOrder order(String value, Flow flow) {
    return made.containsKey(value)
        ? made.get(value).get(flow)
        : AxisOrder.identity(graph.type(value).rank());
  }

  /** The orders of the node at a position of the graph. */
  NodeOrders node(int position, Flow flow) {
    return nodes.get(position).get(flow);
  }

  /** The order in which an output is returned. */
  AxisOrder output(String name) {
    return outputs.get(name);
  }

  /** The layout in which each node has the flow that is given for its position. */
  Layout layout(IntFunction<Flow> flows) {
    List<NodeOrders> chosen = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      chosen.add(node(i, flows.apply(i)));
    }
    return new Layout(chosen, inputs, outputs);
  }
}
