package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Puts small models together for tests. */
final class Sample {
  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final Random random = new Random(11);

  int value(String name, Integer... shape) {
    return tensor(LiteTensor.value(name, ElementType.F32, List.of(shape)));
  }

  int tensor(LiteTensor tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  int input(String name, Integer... shape) {
    int tensor = value(name, shape);
    inputs.add(new Port(name, tensor));
    return tensor;
  }

  /** A constant of random floats. */
  int weight(String name, long... shape) {
    long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] values = random.doubles(size, -1, 1).map(v -> (float) v).toArray();
    return constant(name, Tensor.of(ElementType.F32, shape, values));
  }

  int integers(String name, double... values) {
    return constant(name, Tensor.of(ElementType.I32, new long[] {values.length}, values));
  }

  int constant(String name, Tensor data) {
    return tensor(LiteTensor.constant(name, data));
  }

  Sample op(Builtin kind, Options options, List<Integer> inputs, Integer... outputs) {
    return op(new LiteOp(kind, "", 1, inputs, List.of(outputs), options, node(outputs)));
  }

  private String node(Integer... outputs) {
    return outputs.length == 0 ? "" : tensors.get(outputs[0]).name();
  }

  Sample op(LiteOp op) {
    ops.add(op);
    return this;
  }

  Sample output(String name, int tensor) {
    outputs.add(new Port(name, tensor));
    return this;
  }

  LiteModel model() {
    return new LiteModel(
        "main", tensors, ops, inputs, outputs, "a test", Map.of("note", new byte[] {1, 2, 3}), 0);
  }

  /** A model of one operator between an input x and an output y of some shapes. */
  static LiteModel of(Builtin kind, Options options, LiteTensor x, LiteTensor y) {
    Sample sample = new Sample();
    int in = sample.tensor(x);
    int out = sample.tensor(y);
    sample.inputs.add(new Port("x", in));
    return sample.op(kind, options, List.of(in), out).output("y", out).model();
  }

  /** A network with two outputs, shared constants, an absent bias and several kinds of options. */
  static LiteModel network() {
    Sample sample = new Sample();
    int x = sample.input("image", 1, 8, 8, 3);
    int kernel = sample.weight("kernel", 4, 3, 3, 3);
    int bias = sample.weight("bias", 4);
    int depthKernel = sample.weight("depth kernel", 1, 3, 3, 4);
    int sameBias = sample.constant("same bias", sample.tensors.get(bias).data().orElseThrow());
    int a = sample.value("a", 1, 4, 4, 4);
    int b = sample.value("b", 1, 4, 4, 4);
    int sum = sample.value("sum", 1, 4, 4, 4);
    int size = sample.integers("size", 8, 8);
    int big = sample.value("big", 1, 8, 8, 4);
    int flat = sample.value("flat", 1, 64);
    int flatShape = sample.integers("flat shape", 1, 64);
    int matrix = sample.weight("matrix", 5, 64);
    int classes = sample.value("classes", 1, 5);
    sample.op(Builtin.CONV_2D, Samples.conv(2), List.of(x, kernel, bias), a);
    sample.op(Builtin.DEPTHWISE_CONV_2D, Samples.depthwise(), List.of(a, depthKernel, sameBias), b);
    sample.op(Builtin.ADD, Samples.add(), List.of(a, b), sum);
    sample.op(
        Builtin.RESIZE_BILINEAR, new Options.ResizeBilinear(false, true), List.of(sum, size), big);
    sample.op(Builtin.RESHAPE, new Options.Reshape(List.of(1, 64)), List.of(sum, flatShape), flat);
    sample.op(
        Builtin.FULLY_CONNECTED, Samples.dense(), List.of(flat, matrix, LiteOp.ABSENT), classes);
    return sample.output("map", big).output("scores", classes).model();
  }
}
