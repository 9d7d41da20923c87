package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One node of a file while it is read: what its operands are, and what is made of it. A reader
 * defines the results last, by {@link #result}, {@link #forward} or {@link #constantResult}.
 */
final class OnnxNode {
  private final NodeProto proto;
  private final Attributes attributes;
  private final long opset;
  private final Draft draft;
  private final Scope scope;
  private final List<String> operands = new ArrayList<>();
  private final List<String> results = new ArrayList<>();
  private final Predicate<String> used;

  /**
   * @param opset the version of the operator set the node is written for
   * @param used whether anything reads a result, by its name in the file
   */
  OnnxNode(NodeProto proto, long opset, Draft draft, Scope scope, Predicate<String> used) {
    this.proto = proto;
    this.attributes = new Attributes(proto);
    this.opset = opset;
    this.draft = draft;
    this.scope = scope;
    this.used = used;
    proto.getInputList().forEach(name -> operands.add(scope.value(name)));
    proto.getOutputList().forEach(name -> results.add(scope.define(name)));
  }

  NodeProto proto() {
    return proto;
  }

  Attributes attributes() {
    return attributes;
  }

  long opset() {
    return opset;
  }

  Scope scope() {
    return scope;
  }

  List<String> operands() {
    return operands;
  }

  /** Values that stand for the results; absent where one is not used. */
  List<String> results() {
    return results;
  }

  boolean has(int position) {
    return position < operands.size() && !operands.get(position).equals(Node.ABSENT);
  }

  String operand(int position) {
    if (!has(position)) {
      throw OnnxException.malformed("operand %d is missing", position);
    }
    return operands.get(position);
  }

  /** The type of an operand; the node is not modelled if that is not known. */
  TensorType type(int position) {
    TensorType type = draft.type(operand(position));
    if (type.isUnknown()) {
      throw new NotModelled("the type of %%%s is not known", operand(position));
    }
    return type;
  }

  TensorType type(String value) {
    return draft.type(value);
  }

  Optional<Tensor> constant(int position) {
    return has(position) ? draft.constant(operand(position)) : Optional.empty();
  }

  /** A vector that is constant, or made up of parts of constant ones. */
  Optional<Tensor> vector(int position) {
    return has(position) ? draft.vector(operand(position)) : Optional.empty();
  }

  /** The integers an operand holds, where they follow from shapes. */
  List<Dim> dims(int position) {
    return elements(position).flatMap(SmallTensor::dims).orElseThrow(() -> unknown(position));
  }

  /** The integers an operand holds, which must be known numbers. */
  List<Long> longs(int position) {
    List<Dim> dims = dims(position);
    if (!dims.stream().allMatch(Dim::isConstant)) {
      throw unknown(position);
    }
    return dims.stream().map(Dim::value).toList();
  }

  /** The floating point numbers an operand holds, which must be known. */
  List<Double> reals(int position) {
    List<Double> numbers = new ArrayList<>();
    for (Scalar item : elements(position).orElseThrow(() -> unknown(position)).items()) {
      numbers.add(ScalarMath.number(item).orElseThrow(() -> unknown(position)));
    }
    return numbers;
  }

  /** The only number an operand holds. */
  double real(int position) {
    List<Double> numbers = reals(position);
    if (numbers.size() != 1) {
      throw OnnxException.malformed("operand %d has %d elements, not 1", position, numbers.size());
    }
    return numbers.get(0);
  }

  Optional<SmallTensor> elements(int position) {
    return draft.elements(operand(position));
  }

  private NotModelled unknown(int position) {
    return new NotModelled("%%%s is not known at compile time", operand(position));
  }

  /** Whether anything reads the result at a position. */
  boolean uses(int result) {
    return result < proto.getOutputCount()
        && !proto.getOutput(result).isEmpty()
        && used.test(proto.getOutput(result));
  }

  /** The node is not modelled if results besides the first are used. */
  void requireOneResult() {
    for (int r = 1; r < proto.getOutputCount(); r++) {
      if (uses(r)) {
        throw new NotModelled("its result %d is used", r);
      }
    }
  }

  /** A new value, named after the first result. */
  String node(String hint, Op op, String... inputs) {
    String name = draft.fresh(results.get(0) + "." + hint);
    draft.node(new Node(proto.getName(), op, List.of(inputs), List.of(name)));
    return name;
  }

  /** A new constant, named after the first result. */
  String constant(String hint, Tensor tensor) {
    String name = draft.fresh(results.get(0) + "." + hint);
    draft.constant(name, tensor);
    return name;
  }

  String scalar(String hint, ElementType element, double value) {
    return constant(hint, Tensor.scalar(element, value));
  }

  /** The first result is what an operator makes of values. */
  void result(Op op, String... inputs) {
    result(op, List.of(inputs));
  }

  /** The first result is what an operator makes of values. */
  void result(Op op, List<String> inputs) {
    requireOneResult();
    draft.node(new Node(proto.getName(), op, inputs, results.subList(0, 1)));
  }

  /** All results are what an operator makes of values. */
  void results(Op op, List<String> inputs) {
    draft.node(new Node(proto.getName(), op, inputs, results));
  }

  /** The first result is a value that exists already. */
  void forward(String value) {
    requireOneResult();
    scope.bind(proto.getOutput(0), value);
  }

  void constantResult(Tensor tensor) {
    draft.constant(results.get(0), tensor);
  }

  /** The operands without absent ones at the end. */
  List<String> presentOperands() {
    int count = operands.size();
    while (count > 0 && operands.get(count - 1).equals(Node.ABSENT)) {
      count--;
    }
    return operands.subList(0, count);
  }
}
