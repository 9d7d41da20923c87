package dev.espalier.tflite.gpu;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds small TFLite graphs, operator by operator; tensors are their positions. */
final class Net {
  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();
  private final List<LiteModel.Port> inputs = new ArrayList<>();
  private final List<LiteModel.Port> outputs = new ArrayList<>();

  int input(int... shape) {
    return input(ElementType.F32, shape);
  }

  int input(ElementType element, int... shape) {
    List<Integer> signature = list(shape);
    List<Integer> sizes = signature.stream().map(size -> size < 0 ? 1 : size).toList();
    String name = "x" + tensors.size();
    int tensor =
        put(new LiteTensor(name, element, sizes, signature, Optional.empty(), false, false));
    inputs.add(new LiteModel.Port(name, tensor));
    return tensor;
  }

  /** A constant of one repeated value. */
  int filled(double value, int... shape) {
    return constant(Tensor.filled(ElementType.F32, longs(shape), value));
  }

  int ints(int[] shape, int... values) {
    double[] numbers = Arrays.stream(values).asDoubleStream().toArray();
    return constant(Tensor.of(ElementType.I32, longs(shape), numbers));
  }

  /** Integers along one axis. */
  int ints(int... values) {
    return ints(new int[] {values.length}, values);
  }

  /** Paddings of height and width. */
  int pads(int top, int bottom, int left, int right) {
    return ints(new int[] {4, 2}, 0, 0, top, bottom, left, right, 0, 0);
  }

  int constant(Tensor data) {
    return put(LiteTensor.constant("c" + tensors.size(), data));
  }

  int op(Builtin kind, Options options, int[] shape, int... operands) {
    return op(kind, 1, options, ElementType.F32, shape, operands);
  }

  int op(Builtin kind, int[] shape, int... operands) {
    return op(kind, new Options.None(), shape, operands);
  }

  int op(
      Builtin kind,
      int version,
      Options options,
      ElementType element,
      int[] shape,
      int... operands) {
    int result = put(LiteTensor.value("t" + tensors.size(), element, list(shape)));
    String node = kind.name() + ops.size();
    ops.add(new LiteOp(kind, "", version, list(operands), List.of(result), options, node));
    return result;
  }

  int custom(String name, int[] shape, int... operands) {
    int result = op(Builtin.CUSTOM, shape, operands);
    LiteOp op = ops.remove(ops.size() - 1);
    ops.add(new LiteOp(op.kind(), name, 1, op.inputs(), op.outputs(), op.options(), op.node()));
    return result;
  }

  /** Gives the last operator one more result. */
  void secondResult(ElementType element, int... shape) {
    int second = put(LiteTensor.value("t" + tensors.size(), element, list(shape)));
    LiteOp op = ops.remove(ops.size() - 1);
    ops.add(op.withOutputs(List.of(op.output(), second)));
  }

  /** Puts the last operator into another version of its definition. */
  void version(int version) {
    ops.add(ops.remove(ops.size() - 1).withVersion(version));
  }

  /** An operator that keeps the shape of its first operand. */
  int same(Builtin kind, Options options, int... operands) {
    return op(kind, options, shapeOf(operands[0]), operands);
  }

  int same(Builtin kind, int... operands) {
    return same(kind, new Options.None(), operands);
  }

  int add(int... operands) {
    return same(Builtin.ADD, new Options.Add(Activation.NONE), operands);
  }

  int mul(int... operands) {
    return same(Builtin.MUL, new Options.Mul(Activation.NONE), operands);
  }

  /** A convolution by equal weights and no bias. */
  int conv(int x, int kernel, int stride, Padding padding, int channels) {
    Options options = new Options.Conv2D(padding, stride, stride, 1, 1, Activation.NONE);
    int weights = filled(0.5, channels, kernel, kernel, shapeOf(x)[3]);
    int bias = filled(0, channels);
    int[] shape = windows(x, kernel, stride, padding, channels);
    return op(Builtin.CONV_2D, options, shape, x, weights, bias);
  }

  int depthwise(int x, int kernel, int stride, Padding padding) {
    int channels = shapeOf(x)[3];
    Options options =
        new Options.DepthwiseConv2D(padding, stride, stride, 1, 1, 1, Activation.NONE);
    int weights = filled(0.5, 1, kernel, kernel, channels);
    int[] shape = windows(x, kernel, stride, padding, channels);
    return op(Builtin.DEPTHWISE_CONV_2D, options, shape, x, weights, filled(0, channels));
  }

  int pool(Builtin kind, int x, int kernel, int stride, Padding padding) {
    Options options = new Options.Pool2D(padding, stride, stride, kernel, kernel, Activation.NONE);
    return op(kind, options, windows(x, kernel, stride, padding, shapeOf(x)[3]), x);
  }

  private int[] windows(int x, int kernel, int stride, Padding padding, int channels) {
    int[] in = shapeOf(x);
    int height = (int) padding.output(in[1], kernel, stride, 1);
    int width = (int) padding.output(in[2], kernel, stride, 1);
    return shape(in[0], height, width, channels);
  }

  /** Zeros around height and width. */
  int pad(int x, int top, int bottom, int left, int right) {
    return op(Builtin.PAD, padded(x, top, bottom, left, right), x, pads(top, bottom, left, right));
  }

  /** A number around height and width. */
  int padv2(int x, double value, int top, int bottom, int left, int right) {
    int[] shape = padded(x, top, bottom, left, right);
    int filling = constant(Tensor.scalar(ElementType.F32, value));
    return op(Builtin.PADV2, shape, x, pads(top, bottom, left, right), filling);
  }

  private int[] padded(int x, int top, int bottom, int left, int right) {
    int[] in = shapeOf(x);
    return shape(in[0], in[1] + top + bottom, in[2] + left + right, in[3]);
  }

  int[] shapeOf(int tensor) {
    return tensors.get(tensor).shape().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The graph with these outputs. */
  LiteModel out(int... tensors) {
    for (int tensor : tensors) {
      outputs.add(new LiteModel.Port(this.tensors.get(tensor).name(), tensor));
    }
    return new LiteModel("main", this.tensors, ops, inputs, outputs, "", Map.of(), 0);
  }

  static int[] shape(int... sizes) {
    return sizes;
  }

  private int put(LiteTensor tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  private static List<Integer> list(int... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static long[] longs(int... numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }
}
