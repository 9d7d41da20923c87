package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;
import static java.util.Map.entry;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** For each operator of the table a use that the delegate takes, by the operator's name. */
final class Samples {
  static final int[] IMAGE = {1, 8, 8, 4};

  private static final Set<String> UNARY =
      Set.of(
          "ABS",
          "COS",
          "ELU",
          "EXP",
          "FLOOR",
          "HARD_SWISH",
          "LOG",
          "LOGISTIC",
          "NEG",
          "RELU",
          "RELU6",
          "RELU_0_TO_1",
          "RELU_N1_TO_1",
          "RSQRT",
          "SIGN",
          "SIN",
          "SQRT",
          "SQUARE",
          "TANH");

  private static final Set<String> BINARY =
      Set.of("ADD_N", "FLOOR_DIV", "FLOOR_MOD", "MAXIMUM", "MINIMUM", "POW", "SQUARED_DIFFERENCE");

  private static final Set<String> COMPARISONS =
      Set.of("EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL", "NOT_EQUAL");

  private static final Set<String> REDUCTIONS =
      Set.of("MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD");

  private Samples() {}

  /** Each adds its operator last and returns its result; a reader may come behind it. */
  static Map<String, ToIntFunction<Net>> all() {
    Map<String, ToIntFunction<Net>> all = new TreeMap<>();
    UNARY.forEach(op -> all.put(op, net -> net.same(Builtin.valueOf(op), net.input(IMAGE))));
    BINARY.forEach(op -> all.put(op, net -> binary(net, op, new Options.None())));
    COMPARISONS.forEach(op -> all.put(op, net -> comparison(net, op, ElementType.F32)));
    REDUCTIONS.forEach(op -> all.put(op, net -> reduction(net, op)));
    all.putAll(elements());
    all.putAll(windows());
    all.putAll(MoveSamples.moves());
    all.putAll(others());
    return all;
  }

  private static Map<String, ToIntFunction<Net>> elements() {
    return Map.ofEntries(
        entry("ADD", net -> binary(net, "ADD", new Options.Add(Activation.RELU))),
        entry("MUL", net -> binary(net, "MUL", new Options.Mul(Activation.RELU6))),
        entry("SUB", net -> binary(net, "SUB", new Options.Sub(Activation.NONE))),
        entry("DIV", net -> binary(net, "DIV", new Options.Div(Activation.TANH))),
        entry("GELU", net -> unary(net, "GELU", new Options.Gelu(true))),
        entry("LEAKY_RELU", net -> unary(net, "LEAKY_RELU", new Options.LeakyRelu(0.1f))),
        entry("SOFTMAX", net -> unary(net, "SOFTMAX", new Options.Softmax(1))),
        entry("PRELU", net -> net.same(Builtin.PRELU, net.input(IMAGE), net.filled(0.1, 1, 1, 4))),
        entry("LOGICAL_AND", net -> comparison(net, "LOGICAL_AND", ElementType.BOOL)),
        entry("SELECT", net -> select(net, "SELECT")),
        entry("SELECT_V2", net -> select(net, "SELECT_V2")),
        entry("CAST", Samples::cast));
  }

  private static Map<String, ToIntFunction<Net>> windows() {
    return Map.ofEntries(
        entry("CONV_2D", net -> net.conv(net.input(IMAGE), 3, 2, Padding.SAME, 8)),
        entry("DEPTHWISE_CONV_2D", net -> net.depthwise(net.input(IMAGE), 3, 2, Padding.SAME)),
        entry("TRANSPOSE_CONV", Samples::transposeConv),
        entry("AVERAGE_POOL_2D", net -> pool(net, Builtin.AVERAGE_POOL_2D)),
        entry("MAX_POOL_2D", net -> pool(net, Builtin.MAX_POOL_2D)),
        entry("FULLY_CONNECTED", Samples::fullyConnected),
        entry("BATCH_MATMUL", Samples::product),
        entry("RESIZE_BILINEAR", net -> resize(net, new Options.ResizeBilinear(true, false))),
        entry(
            "RESIZE_NEAREST_NEIGHBOR",
            net -> resize(net, new Options.ResizeNearestNeighbor(false, true))),
        entry("CUSTOM:Convolution2DTransposeBias", Samples::customTransposed),
        entry("CUSTOM:MaxPoolingWithArgmax2D", Samples::customPool),
        entry(
            "CUSTOM:MaxUnpooling2D",
            net -> custom(net, "MaxUnpooling2D", net.input(IMAGE), net.input(IMAGE))),
        entry(
            "CUSTOM:Resampler",
            net -> custom(net, "Resampler", net.input(IMAGE), net.input(1, 8, 8, 2))));
  }

  private static Map<String, ToIntFunction<Net>> others() {
    return Map.of(
        "ONE_HOT",
        Samples::oneHot,
        "CUMSUM",
        net -> net.same(Builtin.CUMSUM, net.input(IMAGE), net.ints(1)),
        "DENSIFY",
        net -> net.op(Builtin.DENSIFY, shape(4, 4), net.filled(1, 4, 4)),
        "LSTM",
        Samples::lstm);
  }

  private static int unary(Net net, String op, Options options) {
    return net.same(Builtin.valueOf(op), options, net.input(IMAGE));
  }

  private static int binary(Net net, String op, Options options) {
    int x = net.input(IMAGE);
    return net.op(Builtin.valueOf(op), options, IMAGE, x, net.input(IMAGE));
  }

  private static int comparison(Net net, String op, ElementType of) {
    int x = net.input(of, IMAGE);
    int y = net.input(of, IMAGE);
    Options none = new Options.None();
    return net.op(Builtin.valueOf(op), 1, none, ElementType.BOOL, IMAGE, x, y);
  }

  /** What reads the result so that the delegate takes the sample; the result itself by default. */
  static int reader(Net net, String op, int result) {
    boolean truth = COMPARISONS.contains(op) || op.equals("LOGICAL_AND");
    Options cast = new Options.Cast(ElementType.BOOL, ElementType.F32);
    return truth ? net.op(Builtin.CAST, cast, IMAGE, result) : result;
  }

  private static int reduction(Net net, String op) {
    Options options = new Options.Reducer(true);
    int x = net.same(Builtin.RELU6, net.input(IMAGE));
    return net.op(Builtin.valueOf(op), options, shape(1, 1, 1, 4), x, net.ints(1, 2));
  }

  private static int select(Net net, String op) {
    int condition = net.input(ElementType.BOOL, IMAGE);
    int x = net.input(IMAGE);
    int other = net.constant(Tensor.scalar(ElementType.F32, 0));
    return net.op(Builtin.valueOf(op), IMAGE, condition, x, other);
  }

  private static int cast(Net net) {
    Options options = new Options.Cast(ElementType.I32, ElementType.F32);
    return net.op(Builtin.CAST, options, IMAGE, net.input(ElementType.I32, IMAGE));
  }

  private static int pool(Net net, Builtin kind) {
    return net.pool(kind, net.same(Builtin.RELU, net.input(IMAGE)), 2, 2, Padding.VALID);
  }

  private static int transposeConv(Net net) {
    Options options = new Options.TransposeConv(Padding.VALID, 2, 2, Activation.NONE);
    int[] shape = shape(1, 17, 17, 8);
    int size = net.ints(shape);
    return net.op(
        Builtin.TRANSPOSE_CONV, options, shape, size, net.filled(1, 8, 3, 3, 4), net.input(IMAGE));
  }

  private static int fullyConnected(Net net) {
    Options options = new Options.FullyConnected(Activation.NONE, false);
    int x = net.input(1, 16);
    return net.op(Builtin.FULLY_CONNECTED, options, shape(1, 8), x, net.filled(1, 8, 16));
  }

  private static int product(Net net) {
    Options options = new Options.BatchMatMul(false, false);
    int x = net.input(1, 2, 8, 4);
    return net.op(Builtin.BATCH_MATMUL, options, shape(1, 2, 8, 8), x, net.input(1, 2, 4, 8));
  }

  private static int resize(Net net, Options options) {
    Builtin kind =
        options instanceof Options.ResizeBilinear
            ? Builtin.RESIZE_BILINEAR
            : Builtin.RESIZE_NEAREST_NEIGHBOR;
    int x = net.input(IMAGE);
    return net.op(kind, options, shape(1, 16, 16, 4), x, net.ints(16, 16));
  }

  private static int custom(Net net, String name, int... operands) {
    return net.custom(name, IMAGE, operands);
  }

  private static int customTransposed(Net net) {
    int x = net.input(IMAGE);
    int weights = net.filled(1, 4, 2, 2, 4);
    return custom(net, "Convolution2DTransposeBias", x, weights, net.filled(0, 4));
  }

  private static int customPool(Net net) {
    int pooled = custom(net, "MaxPoolingWithArgmax2D", net.input(IMAGE));
    net.secondResult(ElementType.F32, IMAGE);
    return pooled;
  }

  private static int oneHot(Net net) {
    int indices = net.input(ElementType.I32, 1, 1);
    int depth = net.constant(Tensor.scalar(ElementType.I32, 8));
    int on = net.constant(Tensor.scalar(ElementType.F32, 1));
    int off = net.constant(Tensor.scalar(ElementType.F32, 0));
    return net.op(Builtin.ONE_HOT, shape(1, 1, 8), indices, depth, on, off);
  }

  private static int lstm(Net net) {
    int x = net.input(1, 4);
    int output = net.input(1, 4);
    int weights = net.filled(1, 16, 8);
    int bias = net.filled(0, 16);
    int state = net.input(1, 4);
    Options options = new Options.Other("LSTMOptions");
    return net.op(Builtin.LSTM, options, shape(1, 4), x, output, weights, bias, state);
  }
}
