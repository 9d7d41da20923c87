package dev.espalier.compiler;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.passes.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The graph of a compiled network as a page shows it.
 *
 * @param nodes inputs, nodes and outputs, in an order in which they can run
 * @param removed branches that were not chosen
 */
record GraphView(List<Part> nodes, List<RemovedBranch> removed) {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  /**
   * An input, a node or an output.
   *
   * @param name of the value it makes
   * @param label of the node, where it has one
   * @param was its type in the input model, where that is another
   * @param width channels of a layer with weights
   * @param before channels it had in the input model, where that has the value
   * @param weights types of constant operands
   * @param from positions of the parts it reads
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Part(
      String name,
      Optional<String> label,
      String op,
      String type,
      Optional<String> was,
      Optional<Long> width,
      Optional<Long> before,
      List<String> weights,
      List<Integer> from) {}

  static GraphView of(Graph input, Pipeline.Result compiled) {
    Graph graph = compiled.graph();
    Map<String, Integer> places = new LinkedHashMap<>();
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, TensorType> port : graph.inputs().entrySet()) {
      places.put(port.getKey(), parts.size());
      parts.add(port(port.getKey(), INPUT, port.getValue(), List.of()));
    }
    for (Node node : graph.nodes()) {
      Part part = part(input, graph, node, places);
      node.results().forEach(result -> places.put(result, parts.size()));
      parts.add(part);
    }
    for (String output : graph.outputs()) {
      parts.add(port(output, OUTPUT, graph.type(output), from(List.of(output), places)));
    }
    return new GraphView(parts, RemovedBranch.of(input, compiled, places));
  }

  private static Part port(String name, String kind, TensorType type, List<Integer> from) {
    return new Part(
        name,
        Optional.empty(),
        kind,
        type.toString(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        from);
  }

  private static Part part(Graph input, Graph graph, Node node, Map<String, Integer> places) {
    TensorType type = graph.resultTypes(node).get(0);
    Optional<TensorType> was =
        input.has(node.result()) ? Optional.of(input.type(node.result())) : Optional.empty();
    List<String> weights =
        node.operands().stream()
            .flatMap(operand -> graph.constant(operand).stream())
            .map(constant -> constant.type().toString())
            .toList();
    boolean layer = isLayer(graph, node);
    return new Part(
        node.result(),
        Optional.of(node.label()).filter(label -> !label.isEmpty()),
        node.op().mnemonic(),
        type.toString(),
        was.filter(other -> !other.equals(type)).map(TensorType::toString),
        layer ? channels(type) : Optional.empty(),
        layer ? was.flatMap(GraphView::channels) : Optional.empty(),
        weights,
        from(node.operands(), places));
  }

  private static List<Integer> from(List<String> values, Map<String, Integer> places) {
    TreeSet<Integer> from = new TreeSet<>();
    values.stream().filter(places::containsKey).forEach(value -> from.add(places.get(value)));
    return List.copyOf(from);
  }

  /** Whether a node multiplies what depends on the input with weights. */
  private static boolean isLayer(Graph graph, Node node) {
    if (node.op() instanceof Gemm || node.op() instanceof MatMul) {
      return node.operands().subList(0, 2).stream().anyMatch(o -> graph.constant(o).isPresent());
    }
    return node.op() instanceof Conv || node.op() instanceof ConvTranspose;
  }

  /** The second axis of pictures and of rows, the last one of tokens. */
  private static Optional<Long> channels(TensorType type) {
    if (type.rank() < 2) {
      return Optional.empty();
    }
    Dim dim = type.dim(type.rank() == 3 ? 2 : 1);
    return dim.isConstant() ? Optional.of(dim.value()) : Optional.empty();
  }
}
