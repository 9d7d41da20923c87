package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files with weights that a model names. */
public final class ExternalFiles {
  private final SortedSet<String> locations = new TreeSet<>();

  private ExternalFiles() {}

  /** Their names relative to the model's folder, as they stand in the model. */
  public static SortedSet<String> of(ModelProto model) {
    ExternalFiles files = new ExternalFiles();
    files.graph(model.getGraph());
    model.getFunctionsList().forEach(function -> files.nodes(function.getNodeList()));
    return files.locations;
  }

  private void graph(GraphProto graph) {
    graph.getInitializerList().forEach(this::tensor);
    nodes(graph.getNodeList());
  }

  private void nodes(List<NodeProto> nodes) {
    nodes.forEach(node -> node.getAttributeList().forEach(this::attribute));
  }

  private void attribute(AttributeProto attribute) {
    tensor(attribute.getT());
    attribute.getTensorsList().forEach(this::tensor);
    graph(attribute.getG());
    attribute.getGraphsList().forEach(this::graph);
  }

  private void tensor(TensorProto tensor) {
    tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals("location"))
        .forEach(entry -> locations.add(entry.getValue()));
  }
}
