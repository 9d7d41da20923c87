package dev.espalier.tflite.layout;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.layout.OrderRules.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the flow of every node so that the fewest bytes are transposed: a minimum cut between the
 * nodes that work in the graph's order and those that take values as they arrive. A transpose that
 * several readers share is paid once; operators on images and matrix products have the same needs
 * in both flows, and so pull their neighbours.
 */
public final class AssignLayout {
  /** The number of the first node in the network, after source and sink. */
  private static final int FIRST = 2;

  private final Graph graph;
  private final Map<String, AxisOrder> inputs = new LinkedHashMap<>();
  private final Map<String, AxisOrder> outputs = new LinkedHashMap<>();
  private final List<Map<Flow, NodeOrders>> choices = new ArrayList<>();
  private final Map<String, Map<Flow, AxisOrder>> made = new HashMap<>();
  private final IdentityHashMap<Node, Integer> positions = new IdentityHashMap<>();
  private final MinCut cut = new MinCut();

  private AssignLayout(Graph graph) {
    this.graph = graph;
  }

  /**
   * The layout of a graph with static sizes.
   *
   * @param imagesLast whether images at inputs and outputs have their channels last
   */
  public static Layout of(Graph graph, boolean imagesLast) {
    AssignLayout assignment = new AssignLayout(graph);
    assignment.enumerate(imagesLast);
    return assignment.choose();
  }

  private void enumerate(boolean imagesLast) {
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              boolean moved = imagesLast && ImageInputs.isImage(graph, name);
              inputs.put(name, port(moved, type));
              made.put(name, both(inputs.get(name)));
            });
    for (Node node : graph.nodes()) {
      Map<Flow, NodeOrders> orders = new EnumMap<>(Flow.class);
      for (Flow flow : Flow.values()) {
        NodeOrders found = OrderRules.of(new Place(graph, node, flow, v -> arriving(v, flow)));
        orders.put(flow, found);
        for (int i = 0; i < node.results().size(); i++) {
          made.computeIfAbsent(node.results().get(i), r -> new EnumMap<>(Flow.class))
              .put(flow, found.results().get(i));
        }
      }
      positions.put(node, choices.size());
      choices.add(orders);
    }
    for (String output : graph.outputs()) {
      TensorType type = graph.type(output);
      AxisOrder arriving = arriving(output, Flow.ARRIVING);
      boolean moved =
          imagesLast && type.rank() == 4 && arriving.equals(AxisOrder.channelsLast(type.rank()));
      outputs.put(output, port(moved, type));
    }
  }

  private static AxisOrder port(boolean moved, TensorType type) {
    return moved ? AxisOrder.channelsLast(type.rank()) : AxisOrder.identity(type.rank());
  }

  private static Map<Flow, AxisOrder> both(AxisOrder order) {
    return Map.of(Flow.GRAPH, order, Flow.ARRIVING, order);
  }

  private AxisOrder arriving(String value, Flow flow) {
    return made.containsKey(value)
        ? made.get(value).get(flow)
        : AxisOrder.identity(graph.type(value).rank());
  }

  private Layout choose() {
    graph.nodes().forEach(node -> cut.node());
    for (String value : made.keySet().stream().sorted().toList()) {
      if (!value.equals(Node.ABSENT)) {
        costs(value);
      }
    }
    BitSet inGraphOrder = cut.sinkSide();
    List<NodeOrders> chosen = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      chosen.add(choices.get(i).get(inGraphOrder.get(FIRST + i) ? Flow.GRAPH : Flow.ARRIVING));
    }
    return new Layout(chosen, inputs, outputs);
  }

  /** An order that a reader needs in one flow; the node is its number in the network. */
  private record Need(int node, AxisOrder order) {}

  private void costs(String value) {
    List<AxisOrder> always = new ArrayList<>();
    if (graph.isOutput(value)) {
      always.add(outputs.get(value));
    }
    Map<Flow, List<Need>> sometimes = new EnumMap<>(Flow.class);
    for (Flow flow : Flow.values()) {
      sometimes.put(flow, new ArrayList<>());
    }
    for (Node user : graph.users(value)) {
      needs(value, user, always, sometimes);
    }
    always.stream().distinct().forEach(order -> payAlways(value, order));
    for (Flow flow : Flow.values()) {
      sometimes.get(flow).stream()
          .map(Need::order)
          .distinct()
          .filter(order -> !always.contains(order))
          .forEach(order -> paySometimes(value, order, flow, sometimes.get(flow)));
    }
  }

  private void needs(
      String value, Node user, List<AxisOrder> always, Map<Flow, List<Need>> sometimes) {
    int position = positions.get(user);
    Map<Flow, NodeOrders> orders = choices.get(position);
    for (int i = 0; i < user.operands().size(); i++) {
      if (user.operands().get(i).equals(value)) {
        Optional<AxisOrder> graphOrder = orders.get(Flow.GRAPH).operands().get(i);
        Optional<AxisOrder> arriving = orders.get(Flow.ARRIVING).operands().get(i);
        if (graphOrder.equals(arriving)) {
          graphOrder.ifPresent(always::add);
        } else {
          graphOrder.ifPresent(o -> sometimes.get(Flow.GRAPH).add(new Need(FIRST + position, o)));
          arriving.ifPresent(o -> sometimes.get(Flow.ARRIVING).add(new Need(FIRST + position, o)));
        }
      }
    }
  }

  /** The bytes that move when a value that was made in a flow is needed in an order. */
  private long price(String value, Flow flow, AxisOrder needed) {
    AxisOrder has = arriving(value, flow);
    if (has.equals(needed)) {
      return 0;
    }
    TensorType type = graph.type(value);
    boolean moves = !has.storesLike(needed, type.shape());
    return moves ? 2 + type.elements().value() * type.element().bytes() : 1;
  }

  private void payAlways(String value, AxisOrder order) {
    int producer = graph.position(value);
    if (producer >= 0) {
      cut.edge(FIRST + producer, MinCut.SINK, price(value, Flow.ARRIVING, order));
      cut.edge(MinCut.SOURCE, FIRST + producer, price(value, Flow.GRAPH, order));
    }
  }

  /**
   * A helper node stands for the transpose: it is on the side of the readers that need it as soon
   * as one of them is.
   */
  private void paySometimes(String value, AxisOrder order, Flow flow, List<Need> needs) {
    int helper = cut.node();
    boolean source = flow == Flow.ARRIVING;
    for (Need need : needs) {
      if (need.order().equals(order)) {
        join(need.node(), helper, source, MinCut.FORBIDDEN);
      }
    }
    long same = price(value, flow, order);
    long other = price(value, source ? Flow.GRAPH : Flow.ARRIVING, order);
    join(helper, source ? MinCut.SINK : MinCut.SOURCE, source, same);
    int producer = graph.position(value);
    if (producer >= 0) {
      join(helper, FIRST + producer, source, other - same);
    }
  }

  /** An edge that costs when {@code a} is on the side of a flow and {@code b} is not. */
  private void join(int a, int b, boolean source, long cost) {
    if (source) {
      cut.edge(a, b, cost);
    } else {
      cut.edge(b, a, cost);
    }
  }
}
