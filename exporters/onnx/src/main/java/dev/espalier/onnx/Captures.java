package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Values of the graph around it that the sub-graphs of a node use. */
final class Captures {
  private Captures() {}

  /** The names a node reads: its operands, then what its sub-graphs capture. */
  static Set<String> read(NodeProto node) {
    Set<String> names = new LinkedHashSet<>(node.getInputList());
    names.remove("");
    names.addAll(of(node));
    return names;
  }

  /** The names that the sub-graphs of a node use without defining them, in order of use. */
  static List<String> of(NodeProto node) {
    Set<String> free = new LinkedHashSet<>();
    subgraphs(node).forEach(graph -> collect(graph, free));
    return List.copyOf(free);
  }

  /** The sub-graphs in the attributes of a node. */
  static Stream<GraphProto> subgraphs(NodeProto node) {
    return node.getAttributeList().stream().flatMap(Captures::subgraphs);
  }

  private static Stream<GraphProto> subgraphs(AttributeProto attribute) {
    Stream<GraphProto> one = attribute.hasG() ? Stream.of(attribute.getG()) : Stream.of();
    return Stream.concat(one, attribute.getGraphsList().stream());
  }

  private static void collect(GraphProto graph, Set<String> free) {
    Set<String> own = new HashSet<>();
    graph.getInputList().forEach(input -> own.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> own.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> own.add(tensor.getValues().getName()));
    graph.getNodeList().forEach(node -> own.addAll(node.getOutputList()));
    Set<String> used = new LinkedHashSet<>();
    graph.getNodeList().forEach(node -> used.addAll(read(node)));
    graph.getOutputList().forEach(output -> used.add(output.getName()));
    used.stream().filter(name -> !name.isEmpty() && !own.contains(name)).forEach(free::add);
  }
}
