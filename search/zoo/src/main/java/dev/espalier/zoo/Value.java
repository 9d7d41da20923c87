package dev.espalier.zoo;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Transpose;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A value of a network, and the scope that names the layers put behind it: a layer {@code conv1} in
 * the scope {@code layer1.0} makes a value {@code layer1.0.conv1} with the weight {@code
 * layer1.0.conv1.weight}. Layers without parameters are named by their operators.
 *
 * @param network what it is part of
 * @param scope prefix of names, empty at the top
 * @param name of the value
 */
record Value(NetworkBuilder network, String scope, String name) {
  private static final double DEFAULT_EPSILON = 1e-5;

  /** This value with another scope. */
  Value in(String otherScope) {
    return new Value(network, otherScope, name);
  }

  /** This value with a scope inside its own. */
  Value within(String inner) {
    return in(path(inner));
  }

  TensorType type() {
    return network.type(name);
  }

  /** The size of an axis; negative ones count from the last. */
  long size(int axis) {
    return type().dim(axis < 0 ? type().rank() + axis : axis).value();
  }

  /** Channels of a picture [N,C,H,W]. */
  int channels() {
    return (int) size(1);
  }

  /** The result of an operator on this value and others, named by the operator. */
  Value then(Op op, Value... others) {
    return then(op.mnemonic(), op, Stream.of(others).map(Value::name).toArray(String[]::new));
  }

  /** The result of an operator on this value and others, of a given name in the scope. */
  Value then(String result, Op op, String... others) {
    String full = network.free(path(result));
    List<String> operands = Stream.concat(Stream.of(name), Stream.of(others)).toList();
    network.node(op, operands, List.of(full));
    return new Value(network, scope, full);
  }

  /** The results of an operator on this value, of given names in the scope. */
  List<Value> then(Op op, List<String> results) {
    List<String> names = results.stream().map(result -> network.free(path(result))).toList();
    network.node(op, List.of(name), names);
    return names.stream().map(result -> new Value(network, scope, result)).toList();
  }

  Value conv(String layer, int channels, Kernel kernel) {
    long inputs = channels() / kernel.groups();
    long terms = inputs * kernel.height() * kernel.width();
    String weight =
        drawn(
            layer + ".weight",
            terms,
            kernel.groups(),
            channels,
            inputs,
            kernel.height(),
            kernel.width());
    return kernel.biased()
        ? then(layer, kernel.conv(), weight, bias(layer, channels))
        : then(layer, kernel.conv(), weight);
  }

  /** A transposed convolution without a bias, to as many times the size as the stride. */
  Value upConv(String layer, int channels, Kernel kernel) {
    long terms =
        channels() * kernel.height() * kernel.width() / (kernel.stride() * kernel.stride());
    String weight =
        drawn(layer + ".weight", terms, 1, channels(), channels, kernel.height(), kernel.width());
    return then(layer, kernel.transposed(), weight);
  }

  /** A convolution of each channel by itself. */
  Value depthwise(String layer, Kernel kernel) {
    return conv(layer, channels(), kernel.groups(channels()));
  }

  Value batchNorm(String layer) {
    return batchNorm(layer, DEFAULT_EPSILON);
  }

  Value batchNorm(String layer, double epsilon) {
    return batchNorm(layer, epsilon, 1);
  }

  /** A normalisation without effect until training moves its scale away from zero. */
  Value silentBatchNorm(String layer) {
    return batchNorm(layer, DEFAULT_EPSILON, 0);
  }

  private Value batchNorm(String layer, double epsilon, double scale) {
    return then(
        layer,
        new BatchNormalization(epsilon),
        statistic(layer + ".weight", scale, 0.5, channels()),
        statistic(layer + ".bias", 0, 0.5, channels()),
        statistic(layer + ".running_mean", 0, 0.5, channels()),
        statistic(layer + ".running_var", 1, 0.5, channels()));
  }

  Value activate(Activation activation) {
    return activation.of(this);
  }

  /** Negative elements times one learned slope. */
  Value prelu(String layer) {
    return then(layer, new PRelu(), statistic(layer + ".weight", 0.25, 0.2, 1));
  }

  /** A layer with a bias, on the last axis. */
  Value linear(String layer, int outputs) {
    if (type().rank() == 2) {
      String weight = drawn(layer + ".weight", size(-1), 1, outputs, size(-1));
      return then(layer, new Gemm(false, true, 1, 1), weight, bias(layer, outputs));
    }
    return product(layer + ".product", layer, outputs).then(layer, new Add(), bias(layer, outputs));
  }

  /** A layer without a bias, on the last axis of a sequence. */
  Value project(String layer, int outputs) {
    return product(layer, layer, outputs);
  }

  // Frameworks export the weights of linear layers on sequences transposed.
  private Value product(String result, String layer, int outputs) {
    return then(result, new MatMul(), drawn(layer + ".weight", size(-1), 1, size(-1), outputs));
  }

  Value add(Value other) {
    return then(new Add(), other);
  }

  Value times(Value other) {
    return then(new Mul(), other);
  }

  Value times(double factor) {
    return then("mul", new Mul(), number(factor));
  }

  /** This value and others, one behind the other along an axis. */
  Value concat(int axis, Value... others) {
    return then(new Concat(axis), others);
  }

  /** Values one behind the other along an axis, in the scope of the first. */
  static Value concat(int axis, List<Value> parts) {
    return parts.get(0).concat(axis, parts.stream().skip(1).toArray(Value[]::new));
  }

  /** Parts of the given sizes along an axis. */
  List<Value> split(int axis, long... sizes) {
    List<String> parts = IntStream.range(0, sizes.length).mapToObj(i -> "split." + i).toList();
    return then(new Split(axis, LongStream.of(sizes).boxed().toList()), parts);
  }

  /** Nothing, or one of others of the same type; which one is open, all logits being zero. */
  Value choose(Value... others) {
    int branches = others.length + 1;
    String logits =
        constant(
            "logits", Tensor.filled(network.configuration().element(), new long[] {branches}, 0));
    List<String> operands =
        Stream.concat(Stream.of(others).map(Value::name), Stream.of(logits)).toList();
    return then("choice", new Choice(), operands.toArray(String[]::new));
  }

  Value reshape(long... shape) {
    return then(Reshape.to(shape));
  }

  Value transpose(long... permutation) {
    return then(new Transpose(LongStream.of(permutation).boxed().toList()));
  }

  /** The sum with a learned constant. */
  Value addParameter(String parameter, long... shape) {
    return then("add", new Add(), drawn(parameter, 1, 1, shape));
  }

  /** A learned constant in the scope of this value. */
  Value parameter(String parameter, long... shape) {
    return new Value(network, scope, drawn(parameter, 1, 1, shape));
  }

  /** The name of a constant with one element of this value's type. */
  String number(double value) {
    return network.constant(
        "number." + value, Tensor.scalar(network.configuration().element(), value));
  }

  /** The name of a constant in the scope. */
  String constant(String constant, Tensor tensor) {
    return network.constant(path(constant), tensor);
  }

  /** The name of a parameter that is constant before training: see {@link Weights#statistic}. */
  String statistic(String parameter, double start, double spread, long... shape) {
    String full = path(parameter);
    return network.constant(full, network.weights().statistic(full, start, spread, shape));
  }

  private String drawn(String parameter, long terms, long groups, long... shape) {
    String full = path(parameter);
    return network.constant(full, network.weights().weight(full, terms, groups, shape));
  }

  private String bias(String layer, int size) {
    return statistic(layer + ".bias", 0, 0.5, size);
  }

  private String path(String inner) {
    return scope.isEmpty() ? inner : scope + "." + inner;
  }
}
