package dev.espalier.savedmodel;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A TensorFlow graph being made. A value is told by the name of its node, with {@code :k} behind it
 * for the result {@code k} of a node with several.
 */
final class GraphDraft {
  /** A node, and the value of one that is a constant. */
  record Entry(NodeDef node, Optional<Tensor> value) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  NodeDraft node(String name, String type, List<String> inputs) {
    return new NodeDraft(
        this, NodeDef.newBuilder().setName(unique(name)).setOp(type).addAllInput(inputs));
  }

  String add(NodeDef node, Optional<Tensor> value) {
    entries.add(new Entry(node, value));
    return node.getName();
  }

  String constant(String name, Tensor value) {
    return node(name, "Const", List.of()).with("dtype", value.element()).add(value);
  }

  String placeholder(String name, LiteTensor tensor) {
    return node(name, "Placeholder", List.of())
        .with("dtype", tensor.element())
        .with("shape", shape(tensor.shape()))
        .add();
  }

  static TensorShapeProto shape(List<Integer> dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    dims.forEach(dim -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dim)));
    return shape.build();
  }

  /** A name made of the characters TensorFlow allows, different from all others. */
  private String unique(String wanted) {
    String legal = wanted.replaceAll("[^A-Za-z0-9_./-]", "_");
    String name = legal.matches("[A-Za-z0-9.].*") ? legal : "n" + legal;
    String free = name;
    for (int i = 1; !taken.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }
}
