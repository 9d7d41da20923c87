package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static dev.espalier.tflite.model.Builtin.ADD;
import static dev.espalier.tflite.model.Builtin.ARG_MAX;
import static dev.espalier.tflite.model.Builtin.BROADCAST_TO;
import static dev.espalier.tflite.model.Builtin.RELU;
import static dev.espalier.tflite.model.Builtin.RESHAPE;
import static dev.espalier.tflite.model.Builtin.SQUEEZE;
import static dev.espalier.tflite.model.Builtin.SUB;
import static dev.espalier.tflite.model.Builtin.TRANSPOSE;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import java.util.List;
import java.util.function.BiFunction;

/** Graphs with operators that the delegate does not take, and rules about files. */
final class RefusalExamples {
  private static final Options SUM = new Options.Add(Activation.NONE);

  private RefusalExamples() {}

  static List<RuleExample> all() {
    return List.of(
        RuleExample.of(
            Rule.UNSUPPORTED_OP,
            "SQUEEZE, not RESHAPE",
            unary((net, x) -> net.op(SQUEEZE, shape(8, 8, 4), x)),
            unary((net, x) -> net.op(RESHAPE, shape(8, 8, 4), x))),
        RuleExample.of(
                Rule.UNSUPPORTED_OP,
                "ARG_MAX at the end, not scores",
                unary(RefusalExamples::choice),
                unary((net, x) -> net.same(RELU, x)))
            .at(Level.WARNING),
        RuleExample.of(
            Rule.VERSION_CEILING,
            "RELU in version 3, not 2",
            unary((net, x) -> versioned(net, 3, x)),
            unary((net, x) -> versioned(net, 2, x))),
        RuleExample.of(Rule.RANK, "five axes, not four", relu(1, 2, 8, 8, 4), relu(2, 8, 8, 4)),
        RuleExample.of(
            Rule.DYNAMIC_SHAPE,
            "an open batch, not a known one",
            relu(-1, 8, 8, 4),
            relu(1, 8, 8, 4)),
        RuleExample.of(
            Rule.DYNAMIC,
            "an open height, not an open batch",
            port(1, -1, 8, 4),
            port(-1, 8, 8, 4)),
        RuleExample.of(
            Rule.BROADCAST_PATTERN,
            "rank 3 against a batch of 2, not rank 4",
            sum(shape(2, 8, 8, 4), shape(8, 8, 4)),
            sum(shape(2, 8, 8, 4), shape(1, 8, 8, 4))),
        RuleExample.of(
                Rule.BROADCAST_PATTERN,
                "the smaller operand first, not second",
                sum(shape(1, 1, 1, 4), shape(1, 8, 8, 4)),
                sum(shape(1, 8, 8, 4), shape(1, 1, 1, 4)))
            .at(Level.WARNING),
        RuleExample.of(
            Rule.CONST_OPERAND,
            "two constants, not one",
            unary((net, x) -> difference(net, net.filled(1, 1, 8, 8, 4), net.filled(1, 1))),
            unary((net, x) -> difference(net, x, net.filled(1, 1)))),
        RuleExample.of(
            Rule.LEGACY_BROADCAST_TO,
            "BROADCAST_TO, not a stretching ADD",
            small((net, x) -> net.op(BROADCAST_TO, shape(1, 8, 8, 4), x, net.ints(1, 8, 8, 4))),
            small((net, x) -> net.op(ADD, SUM, shape(1, 8, 8, 4), net.input(1, 8, 8, 4), x))),
        RuleExample.of(
            Rule.TRANSPOSE_LEFT,
            "TRANSPOSE, not RESHAPE",
            unary((net, x) -> net.op(TRANSPOSE, shape(1, 4, 8, 8), x, net.ints(0, 3, 1, 2))),
            unary((net, x) -> net.op(RESHAPE, shape(1, 4, 8, 8), x))));
  }

  private static LiteModel unary(BiFunction<Net, Integer, Integer> op) {
    Net net = new Net();
    int x = net.input(1, 8, 8, 4);
    return net.out(op.apply(net, x));
  }

  private static LiteModel small(BiFunction<Net, Integer, Integer> op) {
    Net net = new Net();
    int x = net.input(1, 1, 1, 4);
    return net.out(op.apply(net, x));
  }

  private static LiteModel relu(int... shape) {
    Net net = new Net();
    int x = net.input(shape);
    return net.out(net.same(RELU, x));
  }

  private static LiteModel port(int... shape) {
    Net net = new Net();
    return net.out(net.input(shape));
  }

  private static LiteModel sum(int[] a, int[] b) {
    Net net = new Net();
    int[] shape = a[0] * a[1] >= b[0] * b[1] ? a : b;
    return net.out(net.op(ADD, SUM, shape, net.input(a), net.input(b)));
  }

  private static int difference(Net net, int a, int b) {
    return net.same(SUB, new Options.Sub(Activation.NONE), a, b);
  }

  private static int versioned(Net net, int version, int x) {
    return net.op(RELU, version, new Options.None(), ElementType.F32, shape(1, 8, 8, 4), x);
  }

  /** Classes with the axis that ARG_MAX removes put back. */
  private static int choice(Net net, int x) {
    Options options = new Options.ArgMax(ElementType.I32);
    int chosen = net.op(ARG_MAX, 1, options, ElementType.I32, shape(1, 8, 8), x, net.ints(3));
    Options shaped = new Options.Reshape(List.of(1, 8, 8, 1));
    return net.op(RESHAPE, 1, shaped, ElementType.I32, shape(1, 8, 8, 1), chosen);
  }
}
