package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.layout.NodeOrders;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One node that is being lowered: its operands as tensors, and where its results go. */
final class Site {
  private final Graph graph;
  private final Node node;
  private final NodeOrders orders;
  private final LiteBuilder builder;
  private final Values values;
  private int steps;

  Site(Graph graph, Node node, NodeOrders orders, LiteBuilder builder, Values values) {
    this.graph = graph;
    this.node = node;
    this.orders = orders;
    this.builder = builder;
    this.values = values;
  }

  Graph graph() {
    return graph;
  }

  Node node() {
    return node;
  }

  /** How messages call the node. */
  String name() {
    return name(node);
  }

  static String name(Node node) {
    return node.label().isEmpty() ? node.result() : node.label();
  }

  boolean has(int operand) {
    return node.operand(operand).isPresent();
  }

  int operandCount() {
    return node.operands().size();
  }

  TensorType type(int operand) {
    return graph.type(node.operands().get(operand));
  }

  /** The graph's dims of an operand. */
  long[] shape(int operand) {
    return type(operand).shape();
  }

  /** The graph's dims of the first result. */
  long[] resultShape() {
    return graph.type(node.result()).shape();
  }

  ElementType element(int operand) {
    return LiteTypes.of(type(operand).element(), node.operands().get(operand));
  }

  Optional<Tensor> constant(int operand) {
    return graph
        .constant(node, operand)
        .map(tensor -> LiteTypes.constant(tensor, node.operands().get(operand)));
  }

  /** The order in which an operand is taken. */
  AxisOrder order(int operand) {
    return orders.operands().get(operand).orElse(AxisOrder.identity(type(operand).rank()));
  }

  ElementType resultElement() {
    return LiteTypes.of(graph.type(node.result()).element(), node.result());
  }

  /** The order in which the first result is stored. */
  AxisOrder resultOrder() {
    return orders.results().get(0);
  }

  /** The tensor of an operand, in the order in which it is taken. */
  int operand(int position) {
    return operand(position, order(position));
  }

  int operand(int position, AxisOrder order) {
    String value = node.operands().get(position);
    return values.in(order, value, name(), Reasons.of(graph, value, node));
  }

  int constant(String hint, Tensor tensor) {
    return builder.constant(hinted(hint), tensor);
  }

  /** A scalar constant of the element type of operand 0. */
  int number(double value) {
    return builder.constant(hinted("number"), Tensor.scalar(element(0), value));
  }

  /** An operator in front of the last one; its result has stored dims. */
  int step(Builtin kind, Options options, ElementType element, long[] shape, Integer... inputs) {
    int result = builder.value(hinted(kind.name().toLowerCase(Locale.ROOT)), element, shape);
    add(kind, options, List.of(inputs), List.of(result));
    return result;
  }

  /** An operator whose result has the dims and element type of its first input. */
  int like(Builtin kind, Options options, Integer... inputs) {
    return step(
        kind, options, builder.tensor(inputs[0]).element(), builder.shape(inputs[0]), inputs);
  }

  /** A tensor in another shape; constants are reshaped at compile time. */
  int reshape(int tensor, long... shape) {
    Optional<Tensor> data = builder.tensor(tensor).data();
    if (data.isPresent()) {
      return constant("reshape", data.get().reshape(shape));
    }
    return values.reshape(hinted("reshape"), tensor, name(), shape);
  }

  long[] stored(int tensor) {
    return builder.shape(tensor);
  }

  /** The operator that makes the first result, in the order the layout gives it. */
  void result(Builtin kind, Options options, Integer... inputs) {
    result(kind, options, List.of(inputs));
  }

  void result(Builtin kind, Options options, List<Integer> inputs) {
    add(kind, options, inputs, List.of(defineResult(0)));
  }

  /** The first result, a tensor of the same elements in the shape the layout gives it. */
  void reshaped(int tensor) {
    long[] shape = resultOrder().store(resultShape());
    List<Integer> dims = Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
    result(
        Builtin.RESHAPE,
        new Options.Reshape(dims),
        tensor,
        constant("shape", Integers.vector(shape)));
  }

  /** The operator that makes all results; the node may leave out the last ones. */
  void results(Builtin kind, Options options, List<Integer> inputs) {
    List<Integer> made = new ArrayList<>();
    int count = node.op().infer(graph.operands(node)).size();
    for (int i = 0; i < count; i++) {
      made.add(defineResult(i));
    }
    add(kind, options, inputs, made);
  }

  private void add(Builtin kind, Options options, List<Integer> inputs, List<Integer> outputs) {
    new KernelOperands(kind, tensors(inputs)).require(this);
    builder.op(kind, options, inputs, outputs, name());
  }

  /** Whether TFLite's operator takes tensors of so many axes. */
  boolean takesRanks(Builtin kind, List<Integer> inputs) {
    return new KernelOperands(kind, tensors(inputs)).haveTakenRanks();
  }

  private List<LiteTensor> tensors(List<Integer> inputs) {
    return inputs.stream().map(builder::tensor).toList();
  }

  private int defineResult(int position) {
    boolean named = position < node.results().size();
    String value = named ? node.results().get(position) : Node.ABSENT;
    boolean unused = value.equals(Node.ABSENT);
    AxisOrder order = named ? orders.results().get(position) : resultOrder();
    TensorType type = node.op().infer(graph.operands(node)).get(position);
    String name = unused ? hinted("unused") : value;
    int tensor = builder.value(name, LiteTypes.of(type.element(), name), order.store(type.shape()));
    if (!unused) {
      values.define(value, tensor, order);
    }
    return tensor;
  }

  /** The first result is a tensor that is already there; it has the result's stored dims. */
  void forward(int tensor) {
    values.define(node.result(), tensor, resultOrder());
  }

  private String hinted(String hint) {
    steps++;
    return node.result() + "/" + hint + (steps == 1 ? "" : steps);
  }

  /** The rewrites in front of the lowering should have replaced the node by others. */
  IllegalStateException notRewritten() {
    return new IllegalStateException(node.op().mnemonic() + " " + name() + " was not rewritten");
  }

  NotOnTargetException refuse(Code code, String format, Object... arguments) {
    String reason = String.format(Locale.ROOT, format, arguments);
    return new NotOnTargetException(code, "%s (%s): %s", name(), node.op().mnemonic(), reason);
  }
}
