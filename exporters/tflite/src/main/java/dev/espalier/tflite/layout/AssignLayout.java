package dev.espalier.tflite.layout;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
  private final FlowChoices choices;
  private final MinCut cut = new MinCut();

  private AssignLayout(Graph graph, FlowChoices choices) {
    this.graph = graph;
    this.choices = choices;
  }

  /**
   * The layout of a graph with static sizes.
   *
   * @param imagesLast whether images at inputs and outputs have their channels last
   */
  public static Layout of(Graph graph, boolean imagesLast) {
    return new AssignLayout(graph, new FlowChoices(graph, imagesLast)).choose();
  }

  private Layout choose() {
    graph.nodes().forEach(node -> cut.node());
    Map<String, List<Integer>> readers = readers();
    readers.forEach(this::costs);
    BitSet inGraphOrder = cut.sinkSide();
    return choices.layout(i -> inGraphOrder.get(FIRST + i) ? Flow.GRAPH : Flow.ARRIVING);
  }

  /** The positions of the nodes that read each value that is not constant, in order of names. */
  private Map<String, List<Integer>> readers() {
    Map<String, List<Integer>> readers = new TreeMap<>();
    graph.outputs().forEach(output -> readers.put(output, new ArrayList<>()));
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (String operand : new LinkedHashSet<>(graph.nodes().get(i).operands())) {
        readers.computeIfAbsent(operand, o -> new ArrayList<>()).add(i);
      }
    }
    readers.keySet().removeIf(v -> v.equals(Node.ABSENT) || graph.constant(v).isPresent());
    return readers;
  }

  /** An order that a reader needs in one flow; the node is its number in the network. */
  private record Need(int node, AxisOrder order) {}

  private void costs(String value, List<Integer> readers) {
    List<AxisOrder> always = new ArrayList<>();
    if (graph.isOutput(value)) {
      always.add(choices.output(value));
    }
    Map<Flow, List<Need>> sometimes = new EnumMap<>(Flow.class);
    for (Flow flow : Flow.values()) {
      sometimes.put(flow, new ArrayList<>());
    }
    readers.forEach(reader -> needs(value, reader, always, sometimes));
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
      String value, int reader, List<AxisOrder> always, Map<Flow, List<Need>> sometimes) {
    List<String> operands = graph.nodes().get(reader).operands();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).equals(value)) {
        Optional<AxisOrder> graphOrder = choices.node(reader, Flow.GRAPH).operands().get(i);
        Optional<AxisOrder> arriving = choices.node(reader, Flow.ARRIVING).operands().get(i);
        if (graphOrder.equals(arriving)) {
          graphOrder.ifPresent(always::add);
        } else {
          graphOrder.ifPresent(o -> sometimes.get(Flow.GRAPH).add(new Need(FIRST + reader, o)));
          arriving.ifPresent(o -> sometimes.get(Flow.ARRIVING).add(new Need(FIRST + reader, o)));
        }
      }
    }
  }

  /** The bytes that move when a value that was made in a flow is needed in an order. */
  private long price(String value, Flow flow, AxisOrder needed) {
    AxisOrder has = choices.order(value, flow);
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
