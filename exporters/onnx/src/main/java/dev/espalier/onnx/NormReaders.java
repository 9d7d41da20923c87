package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.LogSoftmax;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Normalisations and softmax. */
final class NormReaders {
  private static final double EPSILON = 1e-5;

  private NormReaders() {}

  static void addTo(OperatorReaders readers) {
    readers.add("BatchNormalization", 1, NormReaders::batch);
    readers.add("InstanceNormalization", 1, NormReaders::instance);
    readers.add("LayerNormalization", 17, NormReaders::layer);
    readers.add("GroupNormalization", 18, NormReaders::group);
    readers.add("Softmax", 1, node -> softmax(node, Softmax::new));
    readers.add("LogSoftmax", 1, node -> softmax(node, LogSoftmax::new));
  }

  private static void batch(OnnxNode node) {
    Attributes attributes = node.attributes();
    boolean trains =
        node.opset() < 7
            ? !attributes.flag("is_test", false)
            : attributes.flag("training_mode", false);
    if (trains || node.opset() < 9 && !attributes.flag("spatial", true)) {
      throw new NotModelled("statistics of the batch, or per position, are not modelled");
    }
    TensorType x = node.type(0);
    for (int i = 1; i < 5; i++) {
      if (node.type(i).element() != x.element() || x.rank() < 2) {
        throw new NotModelled("%s with %s", x, node.type(i));
      }
    }
    node.result(
        new BatchNormalization(attributes.real("epsilon", EPSILON)), node.presentOperands());
  }

  private static void instance(OnnxNode node) {
    node.result(
        new InstanceNormalization(node.attributes().real("epsilon", EPSILON)),
        node.presentOperands());
  }

  private static void layer(OnnxNode node) {
    Attributes attributes = node.attributes();
    int axis = Shapes.axis(attributes.integer("axis", -1), node.type(0).rank());
    node.result(
        new LayerNormalization(axis, attributes.real("epsilon", EPSILON)), node.presentOperands());
  }

  /** Instance normalisation of the groups; since opset 21 scale and bias are per channel. */
  private static void group(OnnxNode node) {
    TensorType x = node.type(0);
    long groups = node.attributes().integer("num_groups", 0);
    if (x.rank() < 3 || !x.dim(1).isConstant() || groups <= 0 || x.dim(1).value() % groups != 0) {
      throw new NotModelled("%d groups of %s", groups, x);
    }
    Dim rest = TensorType.product(x.dims().subList(2, x.rank())).times(x.dim(1).value() / groups);
    List<Dim> grouped = List.of(x.dim(0), Dim.of(groups), rest);
    String input = node.node("grouped", new Reshape(grouped), node.operand(0));
    Op norm = new InstanceNormalization(node.attributes().real("epsilon", EPSILON));
    Reshape back = new Reshape(x.dims());
    if (node.opset() < 21) {
      String normal = node.node("normal", norm, input, node.operand(1), node.operand(2));
      node.result(back, normal);
      return;
    }
    ElementType element = x.element();
    String ones = node.constant("ones", Tensor.filled(element, new long[] {groups}, 1));
    String zeros = node.constant("zeros", Tensor.filled(element, new long[] {groups}, 0));
    String normal = node.node("normal", norm, input, ones, zeros);
    String flat = node.node("flat", back, normal);
    String scaled = node.node("scaled", new Mul(), flat, perChannel(node, x, 1, "scale"));
    node.result(new Add(), scaled, perChannel(node, x, 2, "bias"));
  }

  private static String perChannel(OnnxNode node, TensorType x, int operand, String hint) {
    List<Dim> shape = new ArrayList<>(List.of(x.dim(1)));
    for (int i = 2; i < x.rank(); i++) {
      shape.add(Dim.of(1));
    }
    return node.node(hint, new Reshape(shape), node.operand(operand));
  }

  /** Before opset 13 all axes from the given one on are one. */
  private static void softmax(OnnxNode node, LongFunction<Op> op) {
    TensorType x = node.type(0);
    long given = node.attributes().integer("axis", node.opset() < 13 ? 1 : -1);
    if (x.rank() == 0 || node.opset() < 13 && given == x.rank()) {
      throw new NotModelled("axis %d of %s", given, x);
    }
    int axis = Shapes.axis(given, x.rank());
    List<Long> wide = new ArrayList<>();
    for (int i = axis; i < x.rank(); i++) {
      if (!x.dim(i).is(1)) {
        wide.add((long) i);
      }
    }
    if (node.opset() >= 13 || wide.size() <= 1) {
      long along = node.opset() >= 13 || wide.isEmpty() ? axis : wide.get(0);
      node.result(op.apply(along), node.operand(0));
      return;
    }
    List<Dim> flat = new ArrayList<>(x.dims().subList(0, axis));
    flat.add(TensorType.product(x.dims().subList(axis, x.rank())));
    String input = node.node("flat", new Reshape(flat), node.operand(0));
    String result = node.node("softmax", op.apply(axis), input);
    node.result(new Reshape(x.dims()), result);
  }
}
