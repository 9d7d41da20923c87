package dev.espalier.measure;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.OrtProfile.NodeTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph that ONNX Runtime has made of a model. Operators, attributes and weights come from the
 * file it writes; shapes of values, which the file lacks behind its own operators, from the profile
 * of a run.
 */
final class OrtPlan {
  private final Map<String, NodeProto> nodes = new HashMap<>();
  private final Map<String, List<Long>> shapes = new HashMap<>();
  private final Map<String, Boolean> constants = new HashMap<>();

  OrtPlan(ModelProto optimised, Map<String, List<Long>> inputs) {
    shapes.putAll(inputs);
    for (NodeProto node : optimised.getGraph().getNodeList()) {
      if (nodes.put(node.getName(), node) != null) {
        throw new LatencyDataException("two nodes of the runtime's graph are %s", node.getName());
      }
    }
    for (TensorProto constant : optimised.getGraph().getInitializerList()) {
      shapes.put(constant.getName(), constant.getDimsList());
      constants.put(constant.getName(), true);
    }
  }

  /** The kernels of a profile in its order, which is an order in which they can run. */
  List<TimedKernel> kernels(List<NodeTime> profile) {
    List<TimedKernel> kernels = new ArrayList<>();
    profile.forEach(this::define);
    for (NodeTime time : profile) {
      kernels.add(new TimedKernel(kernel(time), time.milliseconds()));
    }
    return kernels;
  }

  private NodeProto node(NodeTime time) {
    NodeProto node = nodes.get(time.name());
    if (node == null) {
      throw new LatencyDataException("the runtime's graph has no node %s", time.name());
    }
    return node;
  }

  private void define(NodeTime time) {
    NodeProto node = node(time);
    int known = 0;
    for (String output : node.getOutputList()) {
      if (!output.isEmpty() && known < time.outputs().size()) {
        shapes.put(output, time.outputs().get(known++));
      }
    }
  }

  private HostKernel kernel(NodeTime time) {
    List<List<Long>> values = new ArrayList<>();
    List<List<Long>> weights = new ArrayList<>();
    NodeProto node = node(time);
    for (String input : node.getInputList()) {
      if (!input.isEmpty()) {
        List<Long> shape = shapes.get(input);
        if (shape == null) {
          throw new LatencyDataException("%s reads %s of unknown shape", time.name(), input);
        }
        (constants.containsKey(input) ? weights : values).add(shape);
      }
    }
    return new OrtKernels(node, values, weights, time.outputs()).kernel();
  }
}
