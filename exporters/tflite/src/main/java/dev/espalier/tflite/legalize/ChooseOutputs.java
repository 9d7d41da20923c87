package dev.espalier.tflite.legalize;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.tflite.TfliteExport.Labels;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out the ArgMax at which outputs end, or puts one behind scores. The outputs keep their
 * names.
 *
 * @param graph with the other outputs
 * @param labels what became of each output
 */
public record ChooseOutputs(Graph graph, Map<String, Labels> labels) {
  /** The axis of classes in an image of scores [N,classes,H,W]. */
  private static final long CLASSES = 1;

  public static ChooseOutputs of(Graph graph, OutputForm form) {
    return form == OutputForm.LOGITS ? scores(graph) : classes(graph);
  }

  private static ChooseOutputs scores(Graph graph) {
    Map<String, Labels> labels = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (String output : graph.outputs()) {
      Optional<Node> chooser = chooser(graph, output);
      labels.put(output, chooser.isPresent() ? Labels.SCORES_ONLY : Labels.AS_IN_GRAPH);
      chooser.ifPresent(node -> sources.put(output, node.input()));
    }
    return new ChooseOutputs(rebuild(graph, sources, new Identity()), labels);
  }

  /** The ArgMax an output comes from, through operators that only change its form. */
  private static Optional<Node> chooser(Graph graph, String output) {
    Optional<Node> node = graph.producer(output);
    while (node.isPresent()
        && (node.get().op() instanceof Cast
            || node.get().op() instanceof Reshape
            || node.get().op() instanceof Identity)) {
      node = graph.producer(node.get().input());
    }
    return node.filter(found -> found.op() instanceof ArgMax);
  }

  private static ChooseOutputs classes(Graph graph) {
    Map<String, Labels> labels = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (String output : graph.outputs()) {
      TensorType type = graph.type(output);
      boolean scores =
          graph.producer(output).isPresent()
              && type.rank() == 4
              && type.element().isFloat()
              && type.dim((int) CLASSES).value() > 1;
      labels.put(output, scores ? Labels.CHOSEN : Labels.AS_IN_GRAPH);
      if (scores) {
        sources.put(output, output);
      }
    }
    return new ChooseOutputs(rebuild(graph, sources, new ArgMax(CLASSES, false, false)), labels);
  }

  /** A graph in which some outputs are made from other values by an operator. */
  private static Graph rebuild(Graph graph, Map<String, String> sources, Op op) {
    if (sources.isEmpty()) {
      return graph;
    }
    Map<String, String> names = new LinkedHashMap<>();
    sources.keySet().forEach(output -> names.put(output, fresh(graph, output)));
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<String> operands = node.operands().stream().map(v -> rename(names, v)).toList();
      List<String> results = node.results().stream().map(v -> rename(names, v)).toList();
      nodes.add(new Node(node.label(), node.op(), operands, results));
    }
    sources.forEach(
        (output, source) -> nodes.add(Node.of(op, List.of(rename(names, source)), output)));
    return build(graph, nodes);
  }

  /** A graph of the nodes that the outputs need. */
  private static Graph build(Graph graph, List<Node> nodes) {
    Set<String> needed = new HashSet<>(graph.outputs());
    List<Node> live = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.results().stream().anyMatch(needed::contains)) {
        live.add(node);
        needed.addAll(node.operands());
        needed.remove(Node.ABSENT);
      }
    }
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach(builder::input);
    graph.constants().forEach((name, tensor) -> builder.constant(name, tensor));
    Collections.reverse(live);
    live.forEach(builder::node);
    return builder.build(graph.outputs());
  }

  private static String rename(Map<String, String> names, String value) {
    return names.getOrDefault(value, value);
  }

  private static String fresh(Graph graph, String output) {
    String name = output + ".graph";
    while (graph.has(name)) {
      name += "_";
    }
    return name;
  }
}
