package dev.espalier.savedmodel;

import com.google.protobuf.ByteString;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** A node whose attributes are being set; {@link #add} puts it into the graph. */
final class NodeDraft {
  private final GraphDraft graph;
  private final NodeDef.Builder node;

  NodeDraft(GraphDraft graph, NodeDef.Builder node) {
    this.graph = graph;
    this.node = node;
  }

  NodeDraft with(String attribute, AttrValue.Builder value) {
    node.putAttr(attribute, value.build());
    return this;
  }

  NodeDraft with(String attribute, ElementType type) {
    return with(attribute, AttrValue.newBuilder().setType(ElementTypes.of(type)));
  }

  NodeDraft with(String attribute, boolean value) {
    return with(attribute, AttrValue.newBuilder().setB(value));
  }

  NodeDraft with(String attribute, int value) {
    return with(attribute, AttrValue.newBuilder().setI(value));
  }

  NodeDraft with(String attribute, float value) {
    return with(attribute, AttrValue.newBuilder().setF(value));
  }

  NodeDraft with(String attribute, String value) {
    return with(attribute, AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)));
  }

  NodeDraft with(String attribute, List<Integer> values) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    values.forEach(list::addI);
    return with(attribute, AttrValue.newBuilder().setList(list));
  }

  NodeDraft with(String attribute, TensorShapeProto shape) {
    return with(attribute, AttrValue.newBuilder().setShape(shape));
  }

  /** Adds the node and returns the name of its first result. */
  String add() {
    return graph.add(node.build(), Optional.empty());
  }

  /** Adds the node as a constant of the given value. */
  String add(Tensor value) {
    return graph.add(node.build(), Optional.of(value));
  }
}
