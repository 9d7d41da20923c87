package dev.espalier.tflite.gpu;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
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
        add(new LiteTensor(name, element, sizes, signature, Optional.empty(), false, false));
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
    return add(LiteTensor.constant("c" + tensors.size(), data));
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
    int result = add(LiteTensor.value("t" + tensors.size(), element, list(shape)));
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

  private int add(LiteTensor tensor) {
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
