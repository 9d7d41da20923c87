package dev.espalier.check;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An output that is the arg-max of scores, perhaps cast or reshaped. Rounding may change it
 * wherever the two best scores are nearly equal, so it is judged by the scores of the reference.
 *
 * @param scores the operand of the ArgMax
 * @param axis the axis of the classes, from the end when negative
 */
record LabelMap(String scores, int axis) {
  /** Operators that keep the order of the elements. */
  private static final Set<String> KEEP_ORDER =
      Set.of("Cast", "Identity", "Squeeze", "Unsqueeze", "Reshape", "Flatten");

  /** The label maps among the outputs of a graph, by output. */
  static Map<String, LabelMap> in(GraphProto graph) {
    Map<String, NodeProto> producers = new HashMap<>();
    graph.getNodeList().forEach(n -> n.getOutputList().forEach(value -> producers.put(value, n)));
    Map<String, LabelMap> found = new LinkedHashMap<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      NodeProto node = producers.get(output.getName());
      while (node != null && KEEP_ORDER.contains(node.getOpType())) {
        node = producers.get(node.getInput(0));
      }
      if (node != null && node.getOpType().equals("ArgMax")) {
        found.put(output.getName(), new LabelMap(node.getInput(0), axis(node)));
      }
    }
    return found;
  }

  private static int axis(NodeProto argMax) {
    return argMax.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals("axis"))
        .mapToInt(attribute -> (int) attribute.getI())
        .findFirst()
        .orElse(0);
  }
}
