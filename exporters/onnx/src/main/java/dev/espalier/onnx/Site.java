package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.Optional;

/** One node of the graph, and the file it is being written to. */
record Site(FileGraph file, Graph graph, Node node) {
  int opset() {
    return file.opset();
  }

  /** The type of an operand. */
  TensorType type(int operand) {
    return graph.type(node.operands().get(operand));
  }

  ElementType element() {
    return type(0).element();
  }

  int rank() {
    return type(0).rank();
  }

  boolean has(int operand) {
    return node.operand(operand).isPresent();
  }

  /** The elements of an operand, if it is a constant. */
  Optional<Tensor> constant(int operand) {
    return graph.constant(node, operand);
  }

  /** The name of an operand in the file. */
  String operand(int operand) {
    return node.operand(operand).map(file::value).orElse(Node.ABSENT);
  }

  List<String> operands() {
    return node.operands().stream().map(o -> o.equals(Node.ABSENT) ? o : file.value(o)).toList();
  }

  /** A call of an operator with this node's operands. */
  Call call(String kind) {
    return Call.of(kind, operands());
  }

  /** Adds a helper node and returns the name of its result. */
  String value(Call call) {
    String stem = node.result() + "_" + call.kind();
    String result = file.fresh(stem);
    file.add(call.makes(result).setName(file.label(stem)));
    return result;
  }

  /** A constant vector of integers. */
  String longs(String role, List<Long> values) {
    long[] numbers = values.stream().mapToLong(Long::longValue).toArray();
    return constant(role, Tensor.longs(new long[] {numbers.length}, numbers));
  }

  /** A constant scalar of the first operand's element type. */
  String number(String role, double value) {
    return constant(role, Tensor.scalar(element(), value));
  }

  String constant(String role, Tensor tensor) {
    return file.constant(node.result() + "_" + role, tensor);
  }

  /** Adds the node that makes this node's results. */
  void finish(Call call, String doc) {
    NodeProto.Builder proto = call.makes(file.results(node));
    proto.setName(file.label(node.label().isEmpty() ? node.result() : node.label()));
    if (!doc.isEmpty()) {
      proto.setDocString(doc);
    }
    file.add(proto);
    file.made(node);
  }

  /** Refuses operator sets before the one from which on this node can be written. */
  Site since(int needed) {
    if (opset() < needed) {
      throw NotRepresentableException.needs(
          needed,
          "%%%s: %s of %s needs opset %d, not %d",
          node.result(),
          node.op().mnemonic(),
          node.operands().isEmpty() ? "nothing" : type(0),
          needed,
          opset());
    }
    return this;
  }
}
