package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static dev.espalier.tflite.gpu.Use.IMAGE;
import static dev.espalier.tflite.gpu.Use.bad;
import static dev.espalier.tflite.gpu.Use.ints;
import static dev.espalier.tflite.gpu.Use.x;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import java.util.List;

/** Operators on element types that the delegate does not take, or with inputs missing. */
final class TypeMisuses {
  private TypeMisuses() {}

  static List<Use> types() {
    return List.of(
        bad("RELU", "integers", net -> net.same(Builtin.RELU, net.input(ElementType.I32, IMAGE))),
        bad("EQUAL", "integers", net -> compared(net, "EQUAL", ElementType.I32)),
        bad("LOGICAL_AND", "numbers", net -> compared(net, "LOGICAL_AND", ElementType.F32)),
        bad("LESS", "a result that leaves the graph", TypeMisuses::truth),
        bad("GREATER", "a result that is read twice", TypeMisuses::readTwice),
        bad("CAST", "64-bit integers", TypeMisuses::castLong),
        bad("GATHER", "indices of rank 2", TypeMisuses::gatherRank2),
        bad("GATHER", "integers", TypeMisuses::gatherIntegers),
        bad("SELECT_V2", "integers", TypeMisuses::selectIntegers),
        bad("ONE_HOT", "another axis", TypeMisuses::oneHotFirst),
        bad("QUANTIZE", "any", net -> net.same(Builtin.QUANTIZE, x(net))),
        bad("DEQUANTIZE", "any", TypeMisuses::dequantize));
  }

  static List<Use> malformed() {
    return List.of(
        bad("RELU", "no input", net -> net.op(Builtin.RELU, IMAGE)),
        bad("SUB", "one input", net -> net.same(Builtin.SUB, x(net))),
        bad("SELECT", "two inputs", net -> net.same(Builtin.SELECT, x(net), x(net))),
        bad("ONE_HOT", "an absent input", TypeMisuses::absent));
  }

  private static int compared(Net net, String op, ElementType of) {
    int truth = truth(net, op, of);
    return net.op(Builtin.CAST, new Options.Cast(ElementType.BOOL, ElementType.F32), IMAGE, truth);
  }

  private static int truth(Net net, String op, ElementType of) {
    int a = net.input(of, IMAGE);
    int b = net.input(of, IMAGE);
    return net.op(Builtin.valueOf(op), 1, new Options.None(), ElementType.BOOL, IMAGE, a, b);
  }

  private static int truth(Net net) {
    return truth(net, "LESS", ElementType.F32);
  }

  private static int readTwice(Net net) {
    int truth = truth(net, "GREATER", ElementType.F32);
    Options options = new Options.Cast(ElementType.BOOL, ElementType.F32);
    int cast = net.op(Builtin.CAST, options, IMAGE, truth);
    return net.add(cast, net.op(Builtin.CAST, options, IMAGE, truth));
  }

  private static int castLong(Net net) {
    Options options = new Options.Cast(ElementType.I64, ElementType.F32);
    return net.op(Builtin.CAST, options, IMAGE, net.input(ElementType.I64, IMAGE));
  }

  private static int gatherRank2(Net net) {
    return net.same(Builtin.GATHER, new Options.Gather(0, 0), x(net), net.ints(shape(1, 1), 0));
  }

  private static int gatherIntegers(Net net) {
    return net.same(Builtin.GATHER, new Options.Gather(0, 0), ints(net, IMAGE), net.ints(0));
  }

  private static int selectIntegers(Net net) {
    int condition = net.input(ElementType.BOOL, IMAGE);
    return net.op(Builtin.SELECT_V2, IMAGE, condition, ints(net, IMAGE), x(net));
  }

  private static int oneHotFirst(Net net) {
    int depth = net.constant(Tensor.scalar(ElementType.I32, 8));
    int on = net.filled(1, 1);
    int off = net.filled(0, 1);
    return net.op(Builtin.ONE_HOT, shape(8, 1, 1), ints(net, 1, 1), depth, on, off);
  }

  private static int dequantize(Net net) {
    return net.op(Builtin.DEQUANTIZE, IMAGE, net.input(ElementType.I8, IMAGE));
  }

  private static int absent(Net net) {
    int indices = ints(net, 1, 1);
    int on = net.filled(1, 1);
    return net.op(Builtin.ONE_HOT, shape(1, 1, 8), indices, LiteOp.ABSENT, on, on);
  }
}
