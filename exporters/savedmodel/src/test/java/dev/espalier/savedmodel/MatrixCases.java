package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;

/** Matrix products, alone and as attention uses them. */
final class MatrixCases {
  private MatrixCases() {}

  static List<OperatorCase> all() {
    return List.of(
        OperatorCase.of(
            "fully connected",
            to -> {
              int x = to.input("x", 3, 8);
              Options options = new Options.FullyConnected(Activation.RELU, false);
              to.output("y", connected(to, 1, options, List.of(3, 5), x, to.weights(5)));
            }),
        OperatorCase.of(
            "fully connected of an image",
            to -> {
              int x = to.input("x", 1, 2, 4, 1);
              Options options = new Options.FullyConnected(Activation.NONE, false);
              to.output("y", connected(to, 1, options, List.of(1, 5), x, to.weights(5)));
            }),
        OperatorCase.of(
            "fully connected keeps axes",
            to -> {
              int x = to.input("x", 2, 3, 8);
              Options options = new Options.FullyConnected(Activation.NONE, true);
              to.output("y", connected(to, 5, options, List.of(2, 3, 5), x, to.weights(5)));
            }),
        product("matrix product", List.of(1, 2, 6, 4), List.of(1, 2, 4, 5), false, false),
        product("matrix product, left turned", List.of(2, 4, 6), List.of(2, 4, 5), true, false),
        product("matrix product, right turned", List.of(2, 6, 4), List.of(2, 5, 4), false, true),
        product(
            "matrix product, broadcast", List.of(1, 2, 6, 4), List.of(1, 1, 4, 5), false, false),
        OperatorCase.of("attention", MatrixCases::attention),
        OperatorCase.of("16-bit weights", MatrixCases::half));
  }

  private static int connected(
      ModelBuilder to, int version, Options options, List<Integer> shape, int x, int bias) {
    return to.op(
        Builtin.FULLY_CONNECTED,
        version,
        options,
        ElementType.F32,
        shape,
        x,
        to.weights(5, 8),
        bias);
  }

  private static OperatorCase product(
      String name, List<Integer> left, List<Integer> right, boolean adjX, boolean adjY) {
    return OperatorCase.of(
        name,
        to -> {
          int rank = left.size();
          List<Integer> shape = new ArrayList<>(left);
          shape.set(rank - 2, left.get(adjX ? rank - 1 : rank - 2));
          shape.set(rank - 1, right.get(adjY ? rank - 2 : rank - 1));
          int a = to.input("a", left.toArray(Integer[]::new));
          int b = to.input("b", right.toArray(Integer[]::new));
          to.output(
              "y", to.op(Builtin.BATCH_MATMUL, new Options.BatchMatMul(adjX, adjY), shape, a, b));
        });
  }

  /** Two heads of 4 channels over 3 x 3 places. */
  private static void attention(ModelBuilder to) {
    int x = to.input("x", 1, 3, 3, 8);
    int query = head(to, x, List.of(1, 2, 9, 4), 0, 2, 1, 3);
    int key = head(to, x, List.of(1, 2, 4, 9), 0, 2, 3, 1);
    int value = head(to, x, List.of(1, 2, 9, 4), 0, 2, 1, 3);
    Options plain = new Options.BatchMatMul(false, false);
    int scores = to.op(Builtin.BATCH_MATMUL, plain, List.of(1, 2, 9, 9), query, key);
    Options mul = new Options.Mul(Activation.NONE);
    int scaled = to.op(Builtin.MUL, mul, List.of(1, 2, 9, 9), scores, to.number(0.5));
    int shares = to.op(Builtin.SOFTMAX, new Options.Softmax(1), List.of(1, 2, 9, 9), scaled);
    int mixed = to.op(Builtin.BATCH_MATMUL, plain, List.of(1, 2, 9, 4), shares, value);
    int back =
        to.op(
            Builtin.TRANSPOSE, ModelBuilder.NONE, List.of(1, 9, 2, 4), mixed, to.ints(0, 2, 1, 3));
    to.output("y", reshape(to, back, 1, 3, 3, 8));
  }

  private static int head(ModelBuilder to, int x, List<Integer> shape, int... permutation) {
    Options same = new Options.Conv2D(Padding.VALID, 1, 1, 1, 1, Activation.NONE);
    int projected =
        to.op(Builtin.CONV_2D, same, List.of(1, 3, 3, 8), x, to.weights(8, 1, 1, 8), to.weights(8));
    int split = reshape(to, projected, 1, 9, 2, 4);
    return to.op(Builtin.TRANSPOSE, ModelBuilder.NONE, shape, split, to.ints(permutation));
  }

  private static int reshape(ModelBuilder to, int x, Integer... shape) {
    List<Integer> sizes = List.of(shape);
    int[] dims = sizes.stream().mapToInt(Integer::intValue).toArray();
    return to.op(Builtin.RESHAPE, new Options.Reshape(sizes), sizes, x, to.ints(dims));
  }

  /** A convolution whose weights are stored with 16 bits; the converter leaves fewer alone. */
  private static void half(ModelBuilder to) {
    int x = to.input("x", 1, 5, 5, 3);
    int stored = to.weights(ElementType.F16, 64, 3, 3, 3);
    int weights =
        to.op(
            Builtin.DEQUANTIZE,
            3,
            ModelBuilder.NONE,
            ElementType.F32,
            List.of(64, 3, 3, 3),
            stored);
    Options options = new Options.Conv2D(Padding.SAME, 1, 1, 1, 1, Activation.NONE);
    to.output(
        "y", to.op(Builtin.CONV_2D, options, List.of(1, 5, 5, 64), x, weights, to.weights(64)));
  }
}
