package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes TFLite graphs by hand; tensors are told by their positions. */
final class ModelBuilder {
  static final Options NONE = new Options.None();

  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();
  private final List<LiteModel.Port> inputs = new ArrayList<>();
  private final List<LiteModel.Port> outputs = new ArrayList<>();
  private final Random random = new Random(7);

  int input(String name, Integer... shape) {
    int position = add(LiteTensor.value(name, ElementType.F32, List.of(shape)));
    inputs.add(new LiteModel.Port(name, position));
    return position;
  }

  int add(LiteTensor tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  int constant(Tensor value) {
    return add(LiteTensor.constant("constant" + tensors.size(), value));
  }

  /** A constant of seeded numbers between -0.5 and 0.5. */
  int weights(long... shape) {
    return weights(ElementType.F32, shape);
  }

  int weights(ElementType element, long... shape) {
    double[] values = random.doubles(Shapes.size(shape), -0.5, 0.5).toArray();
    return constant(Tensor.of(element, shape, values));
  }

  int number(double value) {
    return constant(Tensor.scalar(ElementType.F32, value));
  }

  int integer(int value) {
    return constant(Tensor.scalar(ElementType.I32, value));
  }

  int ints(int... values) {
    return table(values.length, values);
  }

  /** Integers as rows of a matrix, or in a row when there are as many columns. */
  int table(int columns, int... values) {
    long[] shape =
        columns == values.length
            ? new long[] {columns}
            : new long[] {values.length / columns, columns};
    return constant(
        Tensor.of(ElementType.I32, shape, Arrays.stream(values).asDoubleStream().toArray()));
  }

  int op(Builtin kind, Options options, List<Integer> shape, Integer... from) {
    return op(kind, 1, options, ElementType.F32, shape, from);
  }

  int op(
      Builtin kind,
      int version,
      Options options,
      ElementType element,
      List<Integer> shape,
      Integer... from) {
    return ops(kind, version, options, List.of(LiteTensor.value(name(kind), element, shape)), from)
        .get(0);
  }

  /** An operator with several results. */
  List<Integer> ops(
      Builtin kind, int version, Options options, List<LiteTensor> results, Integer... from) {
    int first = tensors.size();
    tensors.addAll(results);
    List<Integer> made = IntStream.range(first, tensors.size()).boxed().toList();
    ops.add(new LiteOp(kind, "", version, List.of(from), made, options, name(kind)));
    return made;
  }

  private String name(Builtin kind) {
    return kind.name().toLowerCase(Locale.ROOT) + ops.size();
  }

  List<Integer> shape(int tensor) {
    return tensors.get(tensor).shape();
  }

  ModelBuilder output(String name, int tensor) {
    outputs.add(new LiteModel.Port(name, tensor));
    return this;
  }

  LiteModel build() {
    return new LiteModel("main", tensors, ops, inputs, outputs, "by hand", Map.of(), 0);
  }
}
