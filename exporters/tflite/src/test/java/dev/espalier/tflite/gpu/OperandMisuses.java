package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static dev.espalier.tflite.gpu.Use.IMAGE;
import static dev.espalier.tflite.gpu.Use.bad;
import static dev.espalier.tflite.gpu.Use.ints;
import static dev.espalier.tflite.gpu.Use.mixed;
import static dev.espalier.tflite.gpu.Use.use;
import static dev.espalier.tflite.gpu.Use.x;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;

/** Operators on constants, or on shapes, that the delegate does not take. */
final class OperandMisuses {
  private static final Padding SAME = Padding.SAME;

  private OperandMisuses() {}

  static List<Use> operands() {
    return List.of(
        mixed("ABS", "a constant", net -> net.same(Builtin.ABS, net.filled(1, IMAGE))),
        mixed("ADD", "two constants", net -> net.add(net.filled(1, IMAGE), net.filled(1, IMAGE))),
        mixed("ADD", "three operands", net -> net.add(x(net), x(net), x(net))),
        mixed("DIV", "three operands", net -> div(net, x(net), x(net), x(net))),
        mixed("RESHAPE", "a constant", net -> net.same(Builtin.RESHAPE, net.filled(1, IMAGE))),
        mixed("DENSIFY", "computed values", net -> net.same(Builtin.DENSIFY, x(net))),
        mixed("CONV_2D", "constant data", net -> net.conv(net.filled(1, IMAGE), 1, 1, SAME, 4)),
        mixed("CONV_2D", "computed weights in groups", OperandMisuses::computedGroups),
        mixed("FULLY_CONNECTED", "constant data", net -> fully(net, net.filled(1, 1, 16), 16)),
        mixed("BATCH_MATMUL", "a constant first", net -> product(net, net.filled(1, 8, 8), x(net))),
        mixed("BATCH_MATMUL", "a constant of rank 4", OperandMisuses::constantOfRank4),
        mixed("MEAN", "computed axes", net -> net.same(Builtin.MEAN, x(net), ints(net, 2))),
        mixed("SUM", "axes of another type", OperandMisuses::longAxes),
        mixed("TRANSPOSE", "a computed order", OperandMisuses::computedOrder),
        mixed("PAD", "computed paddings", net -> net.same(Builtin.PAD, x(net), ints(net, 4, 2))),
        mixed("PAD", "paddings of two rows", OperandMisuses::twoRows),
        mixed("CUSTOM:MaxUnpooling2D", "one computed input", OperandMisuses::unpoolConstant));
  }

  static List<Use> shapes() {
    return List.of(
        use("ADD", "4D[2,..]+3D", Rule.BROADCAST_PATTERN, net -> sum(net, shape(8, 8, 4))),
        use("ADD", "4D+2D of other channels", Rule.BROADCAST_PATTERN, net -> sum(net, shape(2, 8))),
        use("MUL", "4D+2D[1,1] with a batch", Rule.BROADCAST_PATTERN, net -> mul(net, shape(1, 1))),
        use("MUL", "both stretched", Rule.BROADCAST_PATTERN, net -> mul(net, shape(1, 9, 8, 4))),
        use(
            "SLICE",
            "rank 2",
            Rule.RANK,
            net -> net.same(Builtin.SLICE, flat(net), c(net), c(net))),
        use("DEPTHWISE_CONV_2D", "rank 3", Rule.RANK, OperandMisuses::flatDepthwise),
        use("CONV_2D", "rank 3", Rule.RANK, OperandMisuses::flatConvolution),
        use("MAX_POOL_2D", "rank 3", Rule.RANK, OperandMisuses::flatPool),
        use("FULLY_CONNECTED", "keep_num_dims to rank 2", Rule.RANK, OperandMisuses::kept),
        use("TANH", "rank 5", Rule.RANK, net -> net.same(Builtin.TANH, net.input(1, 1, 8, 8, 4))),
        use("TANH", "a computed scalar", Rule.RANK, net -> net.same(Builtin.TANH, net.input())),
        bad("FULLY_CONNECTED", "weights of another width", net -> fully(net, net.input(1, 16), 8)),
        bad("SELECT", "a branch of another shape", OperandMisuses::stretchedBranch),
        bad("CUSTOM:Resampler", "a warp of rank 3", OperandMisuses::flatWarp));
  }

  private static int flat(Net net) {
    return net.input(8, 4);
  }

  private static int c(Net net) {
    return net.ints(0, 0);
  }

  private static int div(Net net, int... operands) {
    return net.same(Builtin.DIV, new Options.Div(Activation.NONE), operands);
  }

  private static int sum(Net net, int... other) {
    return net.add(net.input(2, 8, 8, 4), net.input(other));
  }

  private static int mul(Net net, int... other) {
    return net.mul(net.input(2, 8, 8, 4), net.input(other));
  }

  private static int computedGroups(Net net) {
    Options options = new Options.Conv2D(SAME, 1, 1, 1, 1, Activation.NONE);
    return net.op(Builtin.CONV_2D, options, IMAGE, x(net), net.input(4, 1, 1, 2));
  }

  private static int flatConvolution(Net net) {
    Options options = new Options.Conv2D(SAME, 1, 1, 1, 1, Activation.NONE);
    return net.same(Builtin.CONV_2D, options, net.input(8, 8, 4), net.filled(1, 4, 1, 1, 4));
  }

  private static int flatPool(Net net) {
    Options options = new Options.Pool2D(SAME, 1, 1, 1, 1, Activation.NONE);
    return net.same(Builtin.MAX_POOL_2D, options, net.input(8, 8, 4));
  }

  private static int flatDepthwise(Net net) {
    Options options = new Options.DepthwiseConv2D(SAME, 1, 1, 1, 1, 1, Activation.NONE);
    int x = net.input(8, 8, 4);
    return net.same(Builtin.DEPTHWISE_CONV_2D, options, x, net.filled(1, 1, 1, 1, 4));
  }

  private static int fully(Net net, int x, int width) {
    Options options = new Options.FullyConnected(Activation.NONE, false);
    return net.op(Builtin.FULLY_CONNECTED, options, shape(1, 8), x, net.filled(1, 8, width));
  }

  private static int kept(Net net) {
    Options options = new Options.FullyConnected(Activation.NONE, true);
    return net.op(Builtin.FULLY_CONNECTED, options, shape(64, 8), x(net), net.filled(1, 8, 4));
  }

  private static int product(Net net, int a, int b) {
    return net.op(
        Builtin.BATCH_MATMUL, new Options.BatchMatMul(false, false), shape(1, 8, 8, 4), a, b);
  }

  private static int constantOfRank4(Net net) {
    return product(net, x(net), net.filled(1, 1, 8, 4, 4));
  }

  private static int longAxes(Net net) {
    int axes = net.constant(Tensor.longs(new long[] {1}, 1));
    return net.same(Builtin.SUM, new Options.Reducer(true), x(net), axes);
  }

  private static int computedOrder(Net net) {
    return net.same(Builtin.TRANSPOSE, x(net), ints(net, 4));
  }

  private static int twoRows(Net net) {
    return net.same(Builtin.PAD, flat(net), net.ints(shape(2, 2), 0, 0, 0, 0));
  }

  private static int unpoolConstant(Net net) {
    return net.custom("MaxUnpooling2D", IMAGE, x(net), net.filled(1, IMAGE));
  }

  private static int stretchedBranch(Net net) {
    int condition = net.input(ElementType.BOOL, IMAGE);
    return net.op(Builtin.SELECT, IMAGE, condition, x(net), net.filled(1, 1, 1, 1, 4));
  }

  private static int flatWarp(Net net) {
    return net.custom("Resampler", IMAGE, x(net), net.input(1, 8, 2));
  }
}
