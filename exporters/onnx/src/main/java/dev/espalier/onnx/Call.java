package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.ir.Node;
import java.util.List;

/** A node of a file in the making: an ONNX operator, its operands and attributes. */
final class Call {
  private final NodeProto.Builder node = NodeProto.newBuilder();

  private Call(String kind) {
    node.setOpType(kind);
  }

  /** A call of an ONNX operator; trailing absent operands are left out. */
  static Call of(String kind, String... operands) {
    return of(kind, List.of(operands));
  }

  static Call of(String kind, List<String> operands) {
    Call call = new Call(kind);
    int count = operands.size();
    while (count > 0 && operands.get(count - 1).equals(Node.ABSENT)) {
      count--;
    }
    call.node.addAllInput(operands.subList(0, count));
    return call;
  }

  Call in(String domain) {
    node.setDomain(domain);
    return this;
  }

  Call with(String name, long value) {
    return with(attribute(name, AttributeProto.AttributeType.INT).setI(value));
  }

  Call with(String name, boolean value) {
    return with(name, value ? 1 : 0);
  }

  Call with(String name, double value) {
    return with(attribute(name, AttributeProto.AttributeType.FLOAT).setF((float) value));
  }

  Call with(String name, String value) {
    return with(
        attribute(name, AttributeProto.AttributeType.STRING)
            .setS(com.google.protobuf.ByteString.copyFromUtf8(value)));
  }

  Call with(String name, List<Long> values) {
    return with(attribute(name, AttributeProto.AttributeType.INTS).addAllInts(values));
  }

  Call withFloats(String name, List<Double> values) {
    AttributeProto.Builder floats = attribute(name, AttributeProto.AttributeType.FLOATS);
    values.forEach(value -> floats.addFloats(value.floatValue()));
    return with(floats);
  }

  /** Inside a function: an integer attribute that has the value of one of the function. */
  Call withReference(String name, String attributeOfFunction) {
    return with(
        attribute(name, AttributeProto.AttributeType.INT).setRefAttrName(attributeOfFunction));
  }

  Call with(AttributeProto.Builder attribute) {
    node.addAttribute(attribute);
    return this;
  }

  static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  String kind() {
    return node.getOpType();
  }

  /** The node that makes the given results. */
  NodeProto.Builder makes(List<String> results) {
    return node.clearOutput().addAllOutput(results);
  }

  NodeProto.Builder makes(String... results) {
    return makes(List.of(results));
  }
}
