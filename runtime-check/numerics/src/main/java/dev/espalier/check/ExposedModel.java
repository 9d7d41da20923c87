package dev.espalier.check;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.onnx.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model whose intermediate values can be made outputs. Only the copy in memory changes;
 * external data stays where it is.
 */
final class ExposedModel {
  private static final long FIRST_WITH_CONSTANT_WEIGHTS = 4;

  private final Path file;
  private final ModelProto model;

  private ExposedModel(Path file, ModelProto model) {
    this.file = file;
    this.model = model;
  }

  static ExposedModel read(Path file) {
    return new ExposedModel(file, ModelFile.parse(file));
  }

  boolean isOutput(String value) {
    return model.getGraph().getOutputList().stream().anyMatch(o -> o.getName().equals(value));
  }

  /** The outputs that are the arg-max of scores. */
  Map<String, LabelMap> labelMaps() {
    return LabelMap.in(model.getGraph());
  }

  /**
   * Whether weights are declared as inputs, as old exporters do. A caller may replace such weights,
   * so the runtime must not fold them, and its optimisations would show next to nothing.
   */
  boolean declaresWeights() {
    Set<String> weights = replaceable();
    return model.getGraph().getInputList().stream().anyMatch(i -> weights.contains(i.getName()));
  }

  /** The weights a caller may replace if they are inputs; before IR 4 they had to be, and none. */
  private Set<String> replaceable() {
    Set<String> names = new HashSet<>();
    if (model.getIrVersion() >= FIRST_WITH_CONSTANT_WEIGHTS) {
      model.getGraph().getInitializerList().forEach(weight -> names.add(weight.getName()));
    }
    return names;
  }

  /** The results of nodes, each after the values it is computed from; not those of subgraphs. */
  List<String> values() {
    GraphProto graph = model.getGraph();
    Map<String, NodeProto> producers = new HashMap<>();
    graph.getNodeList().forEach(n -> n.getOutputList().forEach(value -> producers.put(value, n)));
    List<String> ordered = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(""));
    graph.getNodeList().forEach(node -> visit(node, producers, seen, ordered));
    return ordered;
  }

  /** Nearly always producers come first in the file, and the recursion ends at once. */
  private static void visit(
      NodeProto node, Map<String, NodeProto> producers, Set<String> seen, List<String> ordered) {
    List<String> fresh = node.getOutputList().stream().filter(seen::add).toList();
    if (fresh.isEmpty()) {
      return;
    }
    for (String input : node.getInputList()) {
      NodeProto producer = producers.get(input);
      if (producer != null) {
        visit(producer, producers, seen, ordered);
      }
    }
    ordered.addAll(fresh);
  }

  /**
   * Opens the model with all outputs it had, and after them these values, as outputs. No weight can
   * be replaced, so they can be folded.
   */
  Runner open(Collection<String> values, Settings settings) {
    Set<String> weights = replaceable();
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInput();
    for (ValueInfoProto input : model.getGraph().getInputList()) {
      if (!weights.contains(input.getName())) {
        graph.addInput(input);
      }
    }
    for (String value : values) {
      if (!isOutput(value)) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(value));
      }
    }
    byte[] bytes = model.toBuilder().setGraph(graph).build().toByteArray();
    Path folder = file.toAbsolutePath().getParent();
    return OnnxRuntimeRunner.open(file.toString(), bytes, folder, settings);
  }
}
