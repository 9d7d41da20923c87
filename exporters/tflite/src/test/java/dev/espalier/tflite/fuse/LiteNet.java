package dev.espalier.tflite.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A graph that is put together by hand; values are positions of tensors. */
final class LiteNet {
  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();
  private final List<Port> inputs = new ArrayList<>();

  LiteModel model(Integer... outputs) {
    List<Port> ports = new ArrayList<>();
    for (int output : outputs) {
      ports.add(new Port("out" + ports.size(), output));
    }
    Map<String, byte[]> metadata = Map.of("note", new byte[] {1});
    return new LiteModel("main", tensors, ops, inputs, ports, "about", metadata, 0);
  }

  int input(Integer... shape) {
    int tensor = add(LiteTensor.value("t" + tensors.size(), ElementType.F32, List.of(shape)));
    inputs.add(new Port("in" + inputs.size(), tensor));
    return tensor;
  }

  int constant(long[] shape, double... values) {
    return add(
        LiteTensor.constant("c" + tensors.size(), Tensor.of(ElementType.F32, shape, values)));
  }

  int vector(double... values) {
    return constant(new long[] {values.length}, values);
  }

  int scalar(double value) {
    return constant(new long[0], value);
  }

  int op(Builtin kind, Options options, List<Integer> shape, Integer... inputs) {
    return op(ElementType.F32, kind, options, shape, inputs);
  }

  int op(
      ElementType element, Builtin kind, Options options, List<Integer> shape, Integer... inputs) {
    int result = add(LiteTensor.value("t" + tensors.size(), element, shape));
    String node = "node" + ops.size();
    ops.add(new LiteOp(kind, "", 1, List.of(inputs), List.of(result), options, node));
    return result;
  }

  /** An operator whose result has the shape of its input. */
  int like(Builtin kind, int x) {
    return op(kind, new Options.None(), tensors.get(x).shape(), x);
  }

  /** From [1,2,2,3] to [1,2,2,2] with the bias 1, 2. */
  int convolution(int x, Activation activation) {
    Options options = new Options.Conv2D(Padding.VALID, 1, 1, 1, 1, activation);
    int weights = constant(new long[] {2, 1, 1, 3}, 1, 2, 3, 4, 5, 6);
    return op(Builtin.CONV_2D, options, List.of(1, 2, 2, 2), x, weights, vector(1, 2));
  }

  int sum(int left, int right, Activation activation) {
    return op(Builtin.ADD, new Options.Add(activation), tensors.get(left).shape(), left, right);
  }

  int reshape(int x, Integer... shape) {
    return op(Builtin.RESHAPE, new Options.Reshape(List.of(shape)), List.of(shape), x, scalar(0));
  }

  int transpose(int x, int... permutation) {
    List<Integer> from = tensors.get(x).shape();
    List<Integer> shape = new ArrayList<>();
    double[] axes = new double[permutation.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = permutation[i];
      shape.add(from.get(permutation[i]));
    }
    return op(Builtin.TRANSPOSE, new Options.None(), shape, x, vector(axes));
  }

  /** A product with a matrix [out, in] of the numbers 1, 2, 3, ... */
  int connected(int x, List<Integer> shape, int in, boolean keepAxes) {
    int out = shape.get(shape.size() - 1);
    double[] numbers = new double[out * in];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i + 1;
    }
    int weights = constant(new long[] {out, in}, numbers);
    Options options = new Options.FullyConnected(Activation.NONE, keepAxes);
    return op(Builtin.FULLY_CONNECTED, options, shape, x, weights, vector(new double[out]));
  }

  private int add(LiteTensor tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  static List<Builtin> kinds(LiteModel model) {
    return model.ops().stream().map(LiteOp::kind).toList();
  }
}
