package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Graphs inside attributes, as If and Loop have them: their names and the operators they use. */
final class Subgraphs {
  private Subgraphs() {}

  /** Calls back for every node of the graphs, at any depth. */
  static void forEachNode(List<AttributeProto> attributes, Consumer<NodeProto> action) {
    forEachGraph(attributes, graph -> graph.getNodeList().forEach(action));
  }

  /** Adds the names of all values that the graphs define or read. */
  static void names(List<AttributeProto> attributes, Set<String> names) {
    forEachGraph(
        attributes,
        graph -> {
          graph.getInputList().forEach(input -> names.add(input.getName()));
          graph.getInitializerList().forEach(initializer -> names.add(initializer.getName()));
          for (NodeProto node : graph.getNodeList()) {
            names.addAll(node.getInputList());
            names.addAll(node.getOutputList());
          }
          graph.getOutputList().forEach(output -> names.add(output.getName()));
        });
  }

  private static void forEachGraph(List<AttributeProto> attributes, Consumer<GraphProto> action) {
    for (AttributeProto attribute : attributes) {
      if (attribute.hasG()) {
        forEachGraph(attribute.getG(), action);
      }
      attribute.getGraphsList().forEach(graph -> forEachGraph(graph, action));
    }
  }

  private static void forEachGraph(GraphProto graph, Consumer<GraphProto> action) {
    action.accept(graph);
    graph.getNodeList().forEach(node -> forEachGraph(node.getAttributeList(), action));
  }

  /**
   * The attributes with values renamed that their graphs read from around them. The new names must
   * not occur in the graphs.
   */
  static List<AttributeProto> rename(List<AttributeProto> attributes, Map<String, String> names) {
    return names.isEmpty()
        ? attributes
        : attributes.stream().map(attribute -> rename(attribute, names)).toList();
  }

  private static AttributeProto rename(AttributeProto attribute, Map<String, String> names) {
    AttributeProto.Builder renamed = attribute.toBuilder();
    if (attribute.hasG()) {
      renamed.setG(rename(attribute.getG(), names));
    }
    for (int i = 0; i < attribute.getGraphsCount(); i++) {
      renamed.setGraphs(i, rename(attribute.getGraphs(i), names));
    }
    return renamed.build();
  }

  private static GraphProto rename(GraphProto graph, Map<String, String> names) {
    GraphProto.Builder renamed = graph.toBuilder().clearNode();
    for (NodeProto node : graph.getNodeList()) {
      renamed.addNode(
          node.toBuilder()
              .clearInput()
              .addAllInput(node.getInputList().stream().map(i -> names.getOrDefault(i, i)).toList())
              .clearAttribute()
              .addAllAttribute(rename(node.getAttributeList(), names)));
    }
    for (int i = 0; i < graph.getOutputCount(); i++) {
      ValueInfoProto output = graph.getOutput(i);
      String name = names.getOrDefault(output.getName(), output.getName());
      renamed.setOutput(i, output.toBuilder().setName(name));
    }
    return renamed.build();
  }
}
