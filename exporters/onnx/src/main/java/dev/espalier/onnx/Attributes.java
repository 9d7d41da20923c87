package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node. One of another type than the operator has is the model's fault. */
final class Attributes {
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  Attributes(NodeProto node) {
    node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  long integer(String name, long otherwise) {
    return get(name, AttributeType.INT, AttributeProto::getI, otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    return integer(name, otherwise ? 1 : 0) != 0;
  }

  /** The shortest decimal that rounds to the float. */
  double real(String name, double otherwise) {
    return get(name, AttributeType.FLOAT, a -> decimal(a.getF()), otherwise);
  }

  String text(String name, String otherwise) {
    return get(name, AttributeType.STRING, a -> a.getS().toStringUtf8(), otherwise);
  }

  List<Long> integers(String name) {
    return get(name, AttributeType.INTS, AttributeProto::getIntsList, List.of());
  }

  List<Long> integers(String name, List<Long> otherwise) {
    return has(name) ? integers(name) : otherwise;
  }

  List<Double> reals(String name) {
    return get(
        name,
        AttributeType.FLOATS,
        a -> a.getFloatsList().stream().map(Attributes::decimal).toList(),
        List.of());
  }

  Optional<TensorProto> tensor(String name) {
    return get(name, AttributeType.TENSOR, a -> Optional.of(a.getT()), Optional.empty());
  }

  Optional<SparseTensorProto> sparseTensor(String name) {
    return get(
        name, AttributeType.SPARSE_TENSOR, a -> Optional.of(a.getSparseTensor()), Optional.empty());
  }

  GraphProto graph(String name) {
    return get(name, AttributeType.GRAPH, AttributeProto::getG, GraphProto.getDefaultInstance());
  }

  private interface Getter<T> {
    T get(AttributeProto attribute);
  }

  private <T> T get(String name, AttributeType type, Getter<T> getter, T otherwise) {
    AttributeProto attribute = attributes.get(name);
    if (attribute == null) {
      return otherwise;
    }
    if (attribute.getType() != type && attribute.getType() != AttributeType.UNDEFINED) {
      throw OnnxException.malformed(
          "attribute '%s' is of type %s, not %s", name, attribute.getType(), type);
    }
    return getter.get(attribute);
  }

  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
