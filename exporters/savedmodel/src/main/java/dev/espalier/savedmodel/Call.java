package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One TFLite operator on its way into TensorFlow: what it reads, and the nodes made for it, which
 * are called after its result.
 */
final class Call {
  private final Values values;
  private final LiteOp op;

  Call(Values values, LiteOp op) {
    this.values = values;
    this.op = op;
  }

  boolean has(int input) {
    return op.has(input);
  }

  LiteTensor tensor(int input) {
    return values.model().input(op, input);
  }

  LiteTensor result() {
    return values.model().output(op);
  }

  /** The element type of the first input. */
  ElementType element() {
    return tensor(0).element();
  }

  int results() {
    return op.outputs().size();
  }

  <O extends Options> O options(Class<O> type) {
    return type.cast(op.options());
  }

  /** The TensorFlow value at an input. */
  String in(int input) {
    return values.of(op.input(input));
  }

  List<String> ins() {
    return IntStream.range(0, op.inputs().size()).mapToObj(this::in).toList();
  }

  /** An input with its axes in another order; a constant is rearranged here and now. */
  String transposed(int input, int... permutation) {
    return tensor(input)
        .data()
        .map(data -> values.constant(tensor(input).name(), data.transpose(permutation)))
        .orElseGet(() -> transpose(in(input), tensor(input).element(), permutation));
  }

  private String transpose(String value, ElementType element, int... permutation) {
    return node("Transpose", value, ints("perm", permutation))
        .with("T", element)
        .with("Tperm", ElementType.I32)
        .add();
  }

  /** An input in another shape; a constant is reshaped here and now. */
  String reshaped(int input, int... shape) {
    long[] dims = Arrays.stream(shape).asLongStream().toArray();
    return tensor(input)
        .data()
        .map(data -> values.constant(tensor(input).name(), data.reshape(dims)))
        .orElseGet(() -> reshape(in(input), tensor(input).element(), shape));
  }

  String reshape(String value, ElementType element, int... shape) {
    return node("Reshape", value, ints("shape", shape))
        .with("T", element)
        .with("Tshape", ElementType.I32)
        .add();
  }

  /** An input with one element, as a value without axes. */
  String scalar(int input) {
    return tensor(input).rank() == 0 ? in(input) : reshaped(input);
  }

  String constant(String name, Tensor value) {
    return values.constant(result().name() + "/" + name, value);
  }

  /** A number of the result's element type. */
  String number(String name, double value) {
    return constant(name, Tensor.scalar(result().element(), value));
  }

  String ints(String name, int... numbers) {
    double[] elements = Arrays.stream(numbers).asDoubleStream().toArray();
    return constant(name, Tensor.of(ElementType.I32, new long[] {numbers.length}, elements));
  }

  NodeDraft node(String type, String... inputs) {
    return node(type, Arrays.asList(inputs));
  }

  NodeDraft node(String type, List<String> inputs) {
    return values.graph().node(result().name() + "/" + type, type, inputs);
  }

  /** A node with the first input's element type as its attribute {@code T}. */
  NodeDraft typed(String type, String... inputs) {
    return node(type, inputs).with("T", element());
  }

  /** A result with the activation of the operator. */
  String activated(String value) {
    return switch (op.options().activation()) {
      case NONE -> value;
      case RELU -> onResult("Relu", value);
      case RELU6 -> onResult("Relu6", value);
      case TANH -> onResult("Tanh", value);
      case RELU_N1_TO_1 -> clamped(value, -1, 1);
      case SIGN_BIT ->
          throw refuse(Code.UNSUPPORTED_ATTRIBUTE_VALUE, "TensorFlow has no activation SIGN_BIT");
    };
  }

  /** A result with the bias at an input, when there is one, and the activation. */
  String finished(int bias, String value) {
    String sum = has(bias) ? onResult("BiasAdd", value, in(bias)) : value;
    return activated(sum);
  }

  String clamped(String value, double low, double high) {
    String lowered = onResult("Minimum", value, number("high", high));
    return onResult("Maximum", lowered, number("low", low));
  }

  private String onResult(String type, String... inputs) {
    return node(type, inputs).with("T", result().element()).add();
  }

  NotOnTargetException refuse(Code code, String reason) {
    return new NotOnTargetException(code, "%s at %s: %s", op.name(), place(op), reason);
  }

  /** Where an operator is, for messages. */
  static String place(LiteOp op) {
    return op.node().isEmpty() ? "an unnamed node" : "node " + op.node();
  }
}
