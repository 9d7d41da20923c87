package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The graph of a file in the making: nodes in an order in which they can run, and the constants
 * they read in the order of first use. Helper values get names that no other value has.
 */
final class FileGraph {
  /** An axis of a value, whose size can be read when the model runs. */
  record Place(String value, int axis) {}

  private final Graph graph;
  private final int opset;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, Tensor> initializers = new LinkedHashMap<>();
  private final SortedMap<String, FunctionProto> functions = new TreeMap<>();
  private final FreshNames values = new FreshNames();
  private final FreshNames labels = new FreshNames();
  private final Map<String, String> shared = new HashMap<>();
  private final Map<NodeProto, String> made = new HashMap<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final Map<Dim, Place> places = new HashMap<>();

  /**
   * @param taken names inside opaque nodes, which no value around them may have
   */
  FileGraph(Graph graph, int opset, Set<String> taken) {
    this.graph = graph;
    this.opset = opset;
    values.reserve(graph.values());
    values.reserve(taken);
    for (String value : graph.values()) {
      if (taken.contains(value) && !graph.inputs().containsKey(value) && !graph.isOutput(value)) {
        renamed.put(value, fresh(value));
      }
    }
    graph.inputs().forEach(this::canRead);
    for (String output : graph.outputs()) {
      if (graph.constant(output).isPresent() && !renamed.containsKey(output)) {
        renamed.put(output, fresh(output + "_constant"));
        String label = label(output);
        nodes.add(Call.of("Identity", value(output)).makes(output).setName(label).build());
      }
    }
  }

  int opset() {
    return opset;
  }

  List<NodeProto> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** The constants in the order of first use. */
  Map<String, Tensor> initializers() {
    return Collections.unmodifiableMap(initializers);
  }

  /** The functions that nodes call, by name. */
  SortedMap<String, FunctionProto> functions() {
    return Collections.unmodifiableSortedMap(functions);
  }

  void define(FunctionProto function) {
    functions.put(function.getName(), function);
  }

  /** The name in the file of a value of the graph; a constant becomes an initializer. */
  String value(String value) {
    Optional<Tensor> constant = graph.constant(value);
    String name = renamed.getOrDefault(value, value);
    constant.ifPresent(tensor -> initializers.putIfAbsent(name, tensor));
    return name;
  }

  /**
   * The names in the file of a node's results. Parts of a split that nobody reads have one too:
   * ONNX Runtime 1.28 ends the process at a part without.
   */
  List<String> results(Node node) {
    boolean split = node.op() instanceof Split;
    return node.results().stream()
        .map(r -> split && r.equals(Node.ABSENT) ? fresh("unread") : renamed.getOrDefault(r, r))
        .toList();
  }

  /** A constant of the writer's own; equal ones are shared. */
  String constant(String stem, Tensor tensor) {
    String known = shared.get(tensor.digest());
    if (known == null) {
      known = fresh(stem);
      shared.put(tensor.digest(), known);
      initializers.put(known, tensor);
    }
    return known;
  }

  /** A name no other value has. */
  String fresh(String stem) {
    return values.of(stem);
  }

  /** A name no other node has. */
  String label(String stem) {
    return labels.of(stem);
  }

  void add(NodeProto.Builder node) {
    nodes.add(node.build());
  }

  /** The result of a helper call that may have been made before. */
  String once(Call call, Supplier<String> make) {
    NodeProto key = call.makes().build();
    String known = made.get(key);
    if (known == null) {
      known = make.get();
      made.put(key, known);
    }
    return known;
  }

  /** From now on, nodes may read the sizes of a node's results. */
  void made(Node node) {
    for (String result : node.results()) {
      if (!result.equals(Node.ABSENT)) {
        canRead(result, graph.type(result));
      }
    }
  }

  private void canRead(String value, TensorType type) {
    for (int i = 0; i < type.rank(); i++) {
      places.putIfAbsent(type.dim(i), new Place(value, i));
    }
  }

  /** Where a symbolic dim can be read by the next node. */
  Optional<Place> place(Dim dim) {
    return Optional.ofNullable(places.get(dim));
  }
}
