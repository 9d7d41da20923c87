package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static dev.espalier.tflite.model.Builtin.AVERAGE_POOL_2D;
import static dev.espalier.tflite.model.Builtin.BATCH_MATMUL;
import static dev.espalier.tflite.model.Builtin.CONV_2D;
import static dev.espalier.tflite.model.Builtin.MAXIMUM;
import static dev.espalier.tflite.model.Builtin.MAX_POOL_2D;
import static dev.espalier.tflite.model.Builtin.MEAN;
import static dev.espalier.tflite.model.Builtin.MINIMUM;
import static dev.espalier.tflite.model.Builtin.PAD;
import static dev.espalier.tflite.model.Builtin.RELU;
import static dev.espalier.tflite.model.Builtin.SQUARE;
import static dev.espalier.tflite.model.Builtin.TANH;
import static dev.espalier.tflite.model.Builtin.TRANSPOSE_CONV;
import static dev.espalier.tflite.model.Padding.SAME;
import static dev.espalier.tflite.model.Padding.VALID;

import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import java.util.List;
import java.util.function.BiFunction;

/** Graphs that the delegate takes and computes wrongly or slowly. */
final class TrapExamples {
  private TrapExamples() {}

  static List<RuleExample> pads() {
    return List.of(
        RuleExample.of(
            Rule.PAD_THEN_AVGPOOL,
            "PAD in front of AVERAGE_POOL_2D, not of a convolution",
            map((net, x) -> net.pool(AVERAGE_POOL_2D, net.pad(x, 1, 1, 1, 1), 3, 1, VALID)),
            map((net, x) -> net.depthwise(net.pad(x, 1, 1, 1, 1), 3, 1, VALID))),
        RuleExample.of(
            Rule.PAD_THEN_MAXPOOL,
            "PAD of values from -1, not of positive ones",
            map((net, x) -> maxOfPadded(net, net.same(TANH, x))),
            map((net, x) -> maxOfPadded(net, net.same(RELU, x)))),
        RuleExample.of(
            Rule.PAD_THEN_MAXPOOL,
            "PADV2 by 1, not by the lowest float",
            map((net, x) -> maxOfPadded(net, net.same(TANH, x), 1)),
            map((net, x) -> maxOfPadded(net, net.same(TANH, x), -Float.MAX_VALUE))),
        RuleExample.of(
            Rule.PAD_THEN_MAXPOOL,
            "a window of padding only, not one that reaches inside",
            map((net, x) -> wide(net, net.same(RELU, x), 3)),
            map((net, x) -> wide(net, net.same(RELU, x), 2))),
        RuleExample.of(
            Rule.MAXPOOL_FLOOR,
            "values that are all below -10000, not above",
            map((net, x) -> max(net, net.same(MINIMUM, x, net.filled(-20000, 1)))),
            map((net, x) -> max(net, net.same(RELU, x)))),
        RuleExample.of(
                Rule.MAXPOOL_FLOOR,
                "values that may be below -10000, not from there",
                map((net, x) -> max(net, net.same(MAXIMUM, x, net.filled(-10001, 1)))),
                map((net, x) -> max(net, net.same(MAXIMUM, x, net.filled(-10000, 1)))))
            .at(Level.WARNING),
        RuleExample.of(
                Rule.MAXPOOL_FLOOR,
                "unknown values, not bounded ones",
                map(TrapExamples::max),
                map((net, x) -> max(net, net.same(TANH, x))))
            .at(Level.NOTE),
        RuleExample.of(
            Rule.PADV2_BEFORE_CONV,
            "PADV2 by 1, not by 0",
            map((net, x) -> net.conv(net.padv2(x, 1, 1, 1, 1, 1), 3, 1, VALID, 8)),
            map((net, x) -> net.conv(net.padv2(x, 0, 1, 1, 1, 1), 3, 1, VALID, 8))),
        RuleExample.of(
            Rule.PAD_RANK3,
            "three rows of paddings, not four",
            rank3((net, x) -> net.op(PAD, shape(1, 10, 4), x, rows(net, 0, 0, 1, 1, 0, 0))),
            map((net, x) -> net.pad(x, 1, 1, 0, 0))),
        RuleExample.of(
            Rule.EVEN_STRIDE2_PAD,
            "PAD in front of a strided convolution, not SAME",
            map((net, x) -> net.conv(net.pad(x, 1, 0, 1, 0), 3, 2, VALID, 8)),
            map((net, x) -> net.conv(x, 3, 2, SAME, 8))));
  }

  static List<RuleExample> products() {
    return List.of(
        RuleExample.of(
            Rule.UNALIGNED_CHANNELS,
            "to 5 channels, not 8",
            map((net, x) -> net.conv(x, 1, 1, SAME, 5)),
            map((net, x) -> net.conv(x, 1, 1, SAME, 8))),
        RuleExample.of(
            Rule.SPLIT_GROUP_CONV,
            "groups of 2 channels, not 4",
            map((net, x) -> grouped(net, x, 2)),
            map((net, x) -> grouped(net, x, 4))),
        RuleExample.of(
            Rule.SPLIT_GROUP_CONV,
            "groups of 2 channels, not of one, which is depthwise",
            map((net, x) -> grouped(net, x, 2)),
            map((net, x) -> grouped(net, x, 1))),
        RuleExample.of(
            Rule.BMM_ADJOINT, "adj_y, not a transposed operand", product(true), product(false)),
        RuleExample.of(
            Rule.BMM_RANK3,
            "rank 3, not 4",
            rank3((net, x) -> multiply(net, shape(1, 8, 8), x, net.input(1, 4, 8))),
            map((net, x) -> multiply(net, shape(1, 8, 8, 8), x, net.input(1, 8, 4, 8)))),
        RuleExample.of(
            Rule.BMM_BROADCAST_ADD,
            "a stretched summand, not an equal one",
            map((net, x) -> net.add(square(net, x), net.filled(1, 1, 1, 1, 8))),
            map((net, x) -> net.add(square(net, x), net.input(1, 8, 8, 8)))),
        RuleExample.of(
            Rule.TRANSPOSE_CONV_SHAPE,
            "15 of 8 by stride 2, not 16",
            map((net, x) -> transposed(net, x, 15)),
            map((net, x) -> transposed(net, x, 16))),
        RuleExample.of(
            Rule.FP16_OVERFLOW,
            "scaled after the product, not before",
            map((net, x) -> net.mul(square(net, x), net.filled(0.5, 1))),
            map((net, x) -> square(net, net.mul(x, net.filled(0.5, 1))))));
  }

  static List<RuleExample> elements() {
    return List.of(
        RuleExample.of(
            Rule.CONST_MAP,
            "a constant that varies over the place, not one per channel",
            map((net, x) -> net.add(x, net.filled(1, 1, 8, 8, 4))),
            map((net, x) -> net.add(x, net.filled(1, 1, 1, 1, 4)))),
        RuleExample.of(
            Rule.MIXED_RANK_BROADCAST,
            "one axis against four, not equal rank",
            map((net, x) -> net.add(x, net.filled(1, 4))),
            map((net, x) -> net.add(x, net.filled(1, 1, 1, 1, 4)))),
        RuleExample.of(
            Rule.ADD_TINY_CONST,
            "1e-5, not 1e-3",
            map((net, x) -> net.add(x, net.filled(1e-5, 1))),
            map((net, x) -> net.add(x, net.filled(1e-3, 1)))),
        RuleExample.of(
            Rule.FP16_OVERFLOW,
            "a mean of unbounded squares, not of bounded ones",
            map((net, x) -> mean(net, net.same(SQUARE, x))),
            map((net, x) -> mean(net, net.same(SQUARE, net.same(TANH, x))))),
        RuleExample.of(
            Rule.FP16_OVERFLOW,
            "a factor of 70000, not 60000",
            map((net, x) -> net.mul(x, net.filled(70000, 1))),
            map((net, x) -> net.mul(x, net.filled(60000, 1)))));
  }

  private static LiteModel map(BiFunction<Net, Integer, Integer> op) {
    Net net = new Net();
    int x = net.input(1, 8, 8, 4);
    return net.out(op.apply(net, x));
  }

  private static LiteModel rank3(BiFunction<Net, Integer, Integer> op) {
    Net net = new Net();
    int x = net.input(1, 8, 4);
    return net.out(op.apply(net, x));
  }

  private static int rows(Net net, int... cells) {
    return net.ints(shape(cells.length / 2, 2), cells);
  }

  private static int max(Net net, int x) {
    return net.pool(MAX_POOL_2D, x, 3, 1, SAME);
  }

  private static int maxOfPadded(Net net, int x) {
    return net.pool(MAX_POOL_2D, net.pad(x, 1, 1, 1, 1), 3, 2, VALID);
  }

  private static int maxOfPadded(Net net, int x, double value) {
    return net.pool(MAX_POOL_2D, net.padv2(x, value, 1, 1, 1, 1), 3, 2, VALID);
  }

  private static int wide(Net net, int x, int before) {
    return net.pool(MAX_POOL_2D, net.pad(x, before, 0, 0, 0), 3, 1, VALID);
  }

  private static int mean(Net net, int x) {
    return net.op(MEAN, new Options.Reducer(true), shape(1, 1, 1, 4), x, net.ints(1, 2));
  }

  private static int grouped(Net net, int x, int perGroup) {
    int wide = net.conv(x, 1, 1, SAME, 8);
    Options options = new Options.Conv2D(SAME, 1, 1, 1, 1, Activation.NONE);
    int weights = net.filled(1, 8, 3, 3, perGroup);
    return net.op(CONV_2D, options, shape(1, 8, 8, 8), wide, weights, net.filled(0, 8));
  }

  private static int multiply(Net net, int[] shape, int a, int b) {
    return net.op(BATCH_MATMUL, new Options.BatchMatMul(false, false), shape, a, b);
  }

  private static int square(Net net, int x) {
    return multiply(net, shape(1, 8, 8, 8), x, net.input(1, 8, 4, 8));
  }

  private static LiteModel product(boolean adjoint) {
    Net net = new Net();
    int x = net.input(1, 2, 8, 4);
    int y = adjoint ? net.input(1, 2, 8, 4) : net.input(1, 2, 4, 8);
    Options options = new Options.BatchMatMul(false, adjoint);
    return net.out(net.op(BATCH_MATMUL, options, shape(1, 2, 8, 8), x, y));
  }

  private static int transposed(Net net, int x, int size) {
    Options options = new Options.TransposeConv(SAME, 2, 2, Activation.NONE);
    int[] shape = shape(1, size, size, 8);
    return net.op(TRANSPOSE_CONV, options, shape, net.ints(shape), net.filled(1, 8, 3, 3, 4), x);
  }
}
