package dev.espalier.tflite.gpu;

import static dev.espalier.tflite.gpu.Net.shape;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small graphs of the operators that the delegate merges or computes differently. */
final class RandomNet {
  private final Random random;
  private final Net net = new Net();
  private final List<Integer> images = new ArrayList<>();

  private RandomNet(long seed) {
    this.random = new Random(seed);
    images.add(net.input(1, 4 + random.nextInt(4), 4 + random.nextInt(4), 4));
  }

  static LiteModel of(long seed) {
    RandomNet graph = new RandomNet(seed);
    int steps = 1 + graph.random.nextInt(3);
    for (int i = 0; i < steps; i++) {
      graph.images.add(graph.step(graph.pick()));
    }
    List<Integer> images = graph.images;
    return graph.net.out(images.stream().skip(1).mapToInt(Integer::intValue).toArray());
  }

  private int pick() {
    return images.get(random.nextInt(images.size()));
  }

  private int step(int x) {
    return switch (random.nextInt(8)) {
      case 0 -> window(activated(x));
      case 1, 2 -> window(padded(activated(x)));
      case 3 -> window(padded(padded(x)));
      case 4 -> maximumOfLow(x);
      case 5 -> net.same(Builtin.TANH, product(x));
      case 6 -> sum(x);
      default -> rank3(x);
    };
  }

  private int activated(int x) {
    return switch (random.nextInt(3)) {
      case 0 -> net.same(Builtin.RELU, x);
      case 1 -> net.same(Builtin.TANH, x);
      default -> x;
    };
  }

  private int padded(int x) {
    int top = random.nextInt(3);
    int left = random.nextInt(3);
    double value = random.nextInt(3) - 1;
    int padded =
        random.nextBoolean()
            ? net.pad(x, top, random.nextInt(2), left, random.nextInt(2))
            : net.padv2(x, value, top, random.nextInt(2), left, random.nextInt(2));
    return random.nextInt(4) == 0 ? net.same(Builtin.RELU, padded) : padded;
  }

  private int window(int x) {
    int size = Math.min(net.shapeOf(x)[1], net.shapeOf(x)[2]);
    int kernel = 1 + random.nextInt(Math.min(3, size));
    int stride = 1 + random.nextInt(2);
    Padding padding = random.nextBoolean() ? Padding.SAME : Padding.VALID;
    return switch (random.nextInt(4)) {
      case 0 -> net.conv(x, kernel, stride, padding, 4);
      case 1 -> net.depthwise(x, kernel, stride, padding);
      case 2 -> net.pool(Builtin.AVERAGE_POOL_2D, x, kernel, stride, padding);
      default -> net.pool(Builtin.MAX_POOL_2D, lowest(x), kernel, stride, padding);
    };
  }

  /** Sometimes the lowest float around what a maximum is taken of. */
  private int lowest(int x) {
    return random.nextInt(3) == 0 ? net.padv2(x, -Float.MAX_VALUE, 0, 1, 1, 0) : x;
  }

  /** The maximum of numbers that are around -9990 or -10010, brought back to about 0. */
  private int maximumOfLow(int x) {
    double shift = random.nextBoolean() ? -9990 : -10010;
    int low = net.add(net.same(Builtin.TANH, x), net.filled(shift, 1));
    int most = net.pool(Builtin.MAX_POOL_2D, low, 2, 1, Padding.SAME);
    return net.same(Builtin.TANH, net.add(most, net.filled(10000, 1)));
  }

  private int product(int x) {
    int[] in = net.shapeOf(x);
    boolean adjoint = random.nextBoolean();
    int other = adjoint ? x : net.filled(0.5, 1, in[1], in[3], in[2]);
    if (!adjoint) {
      other = net.same(Builtin.RELU, other);
    }
    Options options = new Options.BatchMatMul(false, adjoint);
    int[] shape = shape(1, in[1], in[2], in[2]);
    int product = net.op(Builtin.BATCH_MATMUL, options, shape, x, other);
    return net.conv(product, 1, 1, Padding.SAME, 4);
  }

  /** A summand of any rank; of rank 3 it differs from row to row. */
  private int sum(int x) {
    int[] in = net.shapeOf(x);
    return switch (random.nextInt(4)) {
      case 0 -> net.add(x, net.filled(1, in[3]));
      case 1 -> net.add(x, ramp(in[1], in[2], in[3]));
      case 2 -> net.add(x, ramp(1, 1, 1, in[3]));
      default -> net.add(x, x);
    };
  }

  private int ramp(int... shape) {
    long[] sizes = new long[shape.length];
    int count = 1;
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = shape[i];
      count *= shape[i];
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 0.1f * i;
    }
    return net.constant(Tensor.floats(sizes, numbers));
  }

  /** An image without its batch, with or without a PAD, and back. */
  private int rank3(int x) {
    int[] in = net.shapeOf(x);
    int flat = net.op(Builtin.RESHAPE, shape(in[1], in[2], in[3]), x);
    if (random.nextBoolean()) {
      return net.op(Builtin.RESHAPE, in, flat);
    }
    int[] wide = shape(in[1], in[2] + 1, in[3]);
    int padded = net.op(Builtin.PAD, wide, flat, net.ints(shape(3, 2), 0, 0, 1, 0, 0, 0));
    return net.op(Builtin.RESHAPE, shape(1, in[1], in[2] + 1, in[3]), padded);
  }
}
