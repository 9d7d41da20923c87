package dev.espalier.measure.net;

import dev.espalier.ir.Dim;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.LeakyRelu;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Transpose;
import java.util.List;

/** Layers on pictures [1,C,H,W], each with sizes that are drawn. */
final class ImageLayers {
  private static final List<Long> NO_DILATION = List.of(1L, 1L);
  private static final int WIDEST = 640;

  private final Layers net;
  private final Draws draws;

  ImageLayers(Layers net, Draws draws) {
    this.net = net;
    this.draws = draws;
  }

  int channels(String x) {
    return (int) net.shape(x)[1];
  }

  private int smallerSide(String x) {
    return (int) Math.min(net.shape(x)[2], net.shape(x)[3]);
  }

  private long pixels(String x) {
    return net.shape(x)[2] * net.shape(x)[3];
  }

  /** Channels a layer may have so that its work stays within bounds. */
  int width(String x, long positions) {
    long bound = RandomNetwork.MOST_MACS / (positions * pixels(x) * channels(x));
    long memory = RandomNetwork.MOST_ELEMENTS / pixels(x);
    int most = (int) Math.max(4, Math.min(WIDEST, Math.min(bound, memory)));
    int near = Math.min(most, Math.max(8, 6 * channels(x)));
    return Math.min(most, draws.channels(Math.max(1, Math.min(4, near)), near));
  }

  String activate(String x) {
    return switch (draws.between(0, 15)) {
      case 0, 1, 2, 3, 4, 5, 6 -> net.node(new Relu(), x);
      case 7, 8 -> net.node(new Clip(0, 6), x);
      case 9 -> net.node(new PRelu(), x, net.filled(0.25, channels(x), 1, 1));
      case 10 -> net.node(new LeakyRelu(0.1), x);
      case 11 -> net.node(new Sigmoid(), x);
      case 12 -> net.node(new Mul(), x, hardSigmoid(x));
      default -> x;
    };
  }

  private String hardSigmoid(String x) {
    String clipped = net.node(new Clip(0, 6), net.node(new Add(), x, net.filled(3)));
    return net.node(new Div(), clipped, net.filled(6));
  }

  String conv(String x) {
    return switch (draws.between(0, 7)) {
      case 0, 1, 2 -> dense(x, 1, 1, draws.chance(0.15) ? 2 : 1);
      case 3, 4, 5 -> dense(x, 3, draws.of(List.of(1, 1, 1, 1, 2, 4)), stride());
      case 6 -> dense(x, draws.of(List.of(2, 5, 5, 7)), 1, stride());
      default -> line(x);
    };
  }

  private int stride() {
    return draws.chance(0.3) ? 2 : 1;
  }

  String dense(String x, int kernel, int dilation, int stride) {
    return window(x, width(x, (long) kernel * kernel), kernel, dilation, stride, 1);
  }

  /** To given channels, so that the result can be added to another value. */
  String pointwise(String x, int channels) {
    return window(x, channels, 1, 1, 1, 1);
  }

  String depthwise(String x) {
    int kernel = draws.of(List.of(1, 3, 3, 3, 3, 5, 5, 7));
    if (kernel == 1) {
      return window(x, channels(x), 1, 1, 1, channels(x));
    }
    int dilation = draws.of(List.of(1, 1, 1, 1, 1, 1, 1, 2, 4));
    return window(x, channels(x), kernel, dilation, dilation > 1 ? 1 : stride(), channels(x));
  }

  String grouped(String x) {
    int groups = draws.of(List.of(2, 4, 8));
    int channels = channels(x) / groups * groups;
    return channels == channels(x) && channels > 0
        ? window(x, channels, draws.of(List.of(1, 3)), 1, 1, groups)
        : depthwise(x);
  }

  private String window(String x, int out, int kernel, int dilation, int stride, int groups) {
    long pad = (long) (kernel - 1) * dilation / 2;
    long in = channels(x) / groups;
    String weights = net.weights(in * kernel * kernel, out, in, kernel, kernel);
    String bias = net.filled(0.1, out);
    Conv conv = new Conv(pair(stride), pair(dilation), List.of(pad, pad, pad, pad), groups);
    return draws.chance(0.9) ? net.node(conv, x, weights, bias) : net.node(conv, x, weights);
  }

  /** A window of one row or one column. */
  private String line(String x) {
    boolean upright = draws.chance(0.5);
    int length = draws.of(List.of(3, 5));
    long pad = length / 2;
    List<Long> pads = upright ? List.of(pad, 0L, pad, 0L) : List.of(0L, pad, 0L, pad);
    int out = width(x, length);
    long in = channels(x);
    String weights =
        upright
            ? net.weights(in * length, out, in, length, 1)
            : net.weights(in * length, out, in, 1, length);
    return net.node(new Conv(pair(1), pair(1), pads, 1), x, weights);
  }

  String transposed(String x) {
    if (pixels(x) * 4 > 320 * 320) {
      return conv(x);
    }
    int kernel = draws.of(List.of(2, 2, 3, 4));
    int out = Math.max(1, width(x, 4L * kernel * kernel) / 4);
    long pad = kernel == 4 ? 1 : 0;
    String weights =
        net.weights((long) channels(x) * kernel * kernel / 4, channels(x), out, kernel, kernel);
    ConvTranspose op =
        new ConvTranspose(pair(2), pair(1), List.of(pad, pad, pad, pad), List.of(0L, 0L), 1);
    return net.node(op, x, weights, net.filled(0.1, out));
  }

  String pool(String x) {
    int kernel = draws.of(List.of(2, 2, 3, 3, 5));
    int stride = kernel == 5 || draws.chance(0.2) ? 1 : 2;
    long pad = kernel == 2 ? 0 : kernel / 2;
    if (smallerSide(x) < 2 * kernel) {
      return depthwise(x);
    }
    List<Long> pads = List.of(pad, pad, pad, pad);
    return draws.chance(0.75)
        ? net.node(new MaxPool(pair(kernel), pair(stride), NO_DILATION, pads, false), x)
        : net.node(new AveragePool(pair(kernel), pair(stride), NO_DILATION, pads, false, true), x);
  }

  String batchNorm(String x) {
    int c = channels(x);
    return net.node(
        new BatchNormalization(1e-5),
        x,
        net.filled(1.1, c),
        net.filled(0.1, c),
        net.filled(0.2, c),
        net.filled(0.9, c));
  }

  private String pooled(String x) {
    if (draws.chance(0.7)) {
      return net.node(new ReduceMean(List.of(2L, 3L), true), x);
    }
    String flat = net.node(new ReduceMean(List.of(2L, 3L), false), x);
    return net.node(Reshape.to(1, channels(x), 1, 1), flat);
  }

  /** Squeeze and excitation. */
  String gate(String x) {
    String pooled = pooled(x);
    String squeezed = pointwise(pooled, Math.max(4, channels(x) / 4));
    String excited = pointwise(net.node(new Relu(), squeezed), channels(x));
    String gate = draws.chance(0.5) ? net.node(new Sigmoid(), excited) : hardSigmoid(excited);
    return net.node(new Mul(), x, gate);
  }

  String resize(String x) {
    int factor = draws.of(List.of(2, 2, 2, 3, 4));
    if (net.elements(x) * factor * factor > RandomNetwork.MOST_ELEMENTS) {
      return pool(x);
    }
    boolean linear = draws.chance(0.6);
    List<Dim> sizes = List.of(Dim.of(net.shape(x)[2] * factor), Dim.of(net.shape(x)[3] * factor));
    return net.node(
        new Resize(
            List.of(2L, 3L),
            List.of(),
            sizes,
            linear ? Resize.Mode.LINEAR : Resize.Mode.NEAREST,
            linear && draws.chance(0.7)
                ? Resize.Coordinates.HALF_PIXEL
                : Resize.Coordinates.ASYMMETRIC,
            Resize.Nearest.FLOOR,
            -0.75,
            false),
        x);
  }

  /** The sum of two branches, or what stands where: one of them. */
  String residual(String x) {
    String branch = draws.chance(0.5) ? activate(depthwise1(x)) : activate(dense3(x));
    return net.node(new Add(), pointwise(branch, channels(x)), x);
  }

  private String depthwise1(String x) {
    return window(x, channels(x), 3, 1, 1, channels(x));
  }

  private String dense3(String x) {
    return window(x, Math.min(channels(x), width(x, 9)), 3, 1, 1, 1);
  }

  String concat(String x) {
    String a = activate(pointwise(x, width(x, 2)));
    String b = draws.chance(0.5) ? x : activate(window(x, width(x, 18), 3, 1, 1, 1));
    return draws.chance(0.5)
        ? net.node(new Concat(1), a, b)
        : net.node(new Concat(1), a, b, activate(pointwise(x, width(x, 3))));
  }

  /** Channels in two halves, one of them computed, shuffled. */
  String shuffle(String x) {
    long c = channels(x);
    if (c % 2 != 0) {
      return batchNorm(activate(x));
    }
    List<String> halves = net.nodes(new Split(1, List.of(c / 2, c / 2)), 2, x);
    String joined = net.node(new Concat(1), halves.get(0), pointwise(halves.get(1), (int) c / 2));
    long h = net.shape(x)[2];
    long w = net.shape(x)[3];
    String grouped = net.node(Reshape.to(1, 2, c / 2, h, w), joined);
    String swapped = net.node(new Transpose(List.of(0L, 2L, 1L, 3L, 4L)), grouped);
    return net.node(Reshape.to(1, c, h, w), swapped);
  }

  String movement(String x) {
    long h = net.shape(x)[2];
    return switch (draws.between(0, 4)) {
      case 0 -> net.node(new Softmax(1), x);
      case 2 -> net.node(new Exp(), net.node(new Clip(-1, 1), x));
      case 3 -> net.node(new Sub(), x, activate(pointwise(x, channels(x))));
      case 1 ->
          net.node(
              new Slice(List.of(2L), List.of(0L), List.of(Math.max(1, h - 1)), List.of(1L)), x);
      default -> net.node(new Mul(), x, net.filled(0.9, 1, channels(x), 1, 1));
    };
  }

  private static List<Long> pair(long size) {
    return List.of(size, size);
  }
}
