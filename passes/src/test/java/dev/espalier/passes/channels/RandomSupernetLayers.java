package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Elu;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LeakyRelu;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Softplus;
import dev.espalier.ir.op.Tanh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Single layers of images [N,C,H,W]: convolutions, masks, normalisations and activations. */
final class RandomSupernetLayers {
  private final RandomSupernetDraft d;
  private final List<String> weights = new ArrayList<>();

  RandomSupernetLayers(RandomSupernetDraft draft) {
    this.d = draft;
  }

  long width() {
    return d.oneOf(2L, 4L, 4L, 6L, 8L, 8L, 5L);
  }

  /** A convolution that keeps height and width. */
  String same(String x, long channels) {
    long kernel = d.oneOf(1L, 3L);
    long[] pads = new long[4];
    Arrays.fill(pads, kernel / 2);
    return conv(x, channels, new long[] {kernel, kernel}, one(), one(), pads, 1);
  }

  /** A convolution of any window, stride, dilation and pads, often grouped. */
  String any(String x, long channels) {
    long groups = d.chance(30) ? commonDivisor(d.channels(x), channels) : 1;
    long[] pads = d.several(4, 0, 0, 1, 1, 2);
    long[] dilations = d.several(2, 1, 1, 2);
    long[] kernel = d.several(2, 1, 2, 3, 3);
    for (int i = 0; i < 2; i++) {
      boolean fits = dilations[i] * (kernel[i] - 1) + 1 <= d.size(x, 2 + i) + pads[i] + pads[2 + i];
      kernel[i] = fits ? kernel[i] : 1;
    }
    return conv(x, channels, kernel, d.several(2, 1, 1, 1, 2), dilations, pads, groups);
  }

  /** One filter or two per channel; height and width stay. */
  String depthwise(String x) {
    long multiplier = d.chance(25) ? 2 : 1;
    long[] pads = {1, 1, 1, 1};
    long c = d.channels(x);
    return conv(x, c * multiplier, new long[] {3, 3}, one(), one(), pads, c);
  }

  private static long[] one() {
    return new long[] {1, 1};
  }

  private long commonDivisor(long a, long b) {
    long[] all = LongStream.rangeClosed(1, a).filter(g -> a % g == 0 && b % g == 0).toArray();
    return all[d.below(all.length)];
  }

  private String conv(
      String x, long rows, long[] kernel, long[] strides, long[] dilations, long[] pads, long g) {
    long columns = d.channels(x) / g;
    String weight = weight(columns * kernel[0] * kernel[1], rows, columns, kernel[0], kernel[1]);
    Op op = new Conv(list(strides), list(dilations), list(pads), g);
    return d.chance(60) ? d.emit(op, x, weight, d.bias(rows)) : d.emit(op, x, weight);
  }

  /** Sometimes the very constant that another layer has. */
  private String weight(long fanIn, long... shape) {
    for (String weight : weights) {
      if (d.chance(25) && Arrays.equals(d.type(weight).shape(), shape)) {
        return weight;
      }
    }
    String weight = d.weight(fanIn, shape);
    weights.add(weight);
    return weight;
  }

  String transposed(String x) {
    long groups = d.chance(30) ? commonDivisor(d.channels(x), d.channels(x)) : 1;
    long columns = groups == 1 ? width() : d.between(1, 2);
    long[] kernel = d.several(2, 1, 2, 3);
    long[] strides = d.several(2, 1, 1, 2);
    long[] dilations = d.several(2, 1, 1, 2);
    long[] outputPads = new long[2];
    long[] pads = new long[4];
    for (int i = 0; i < 2; i++) {
      strides[i] = d.size(x, 2 + i) > 5 ? 1 : strides[i];
      outputPads[i] = strides[i] > 1 || dilations[i] > 1 ? d.below(2) : 0;
      long length = strides[i] * (d.size(x, 2 + i) - 1) + dilations[i] * (kernel[i] - 1) + 1;
      pads[i] = length > 3 ? d.below(2) : 0;
      pads[2 + i] = length > 3 ? d.below(2) : 0;
    }
    long c = d.channels(x);
    String weight = weight(c / groups * 2, c, columns, kernel[0], kernel[1]);
    Op op = new ConvTranspose(list(strides), list(dilations), list(pads), list(outputPads), groups);
    return d.chance(50) ? d.emit(op, x, weight, d.bias(columns * groups)) : d.emit(op, x, weight);
  }

  static List<Long> list(long... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** A mask in one of the forms in which frameworks write it. */
  String mask(String x) {
    long c = d.channels(x);
    return switch (d.below(5)) {
      case 0 -> d.emit(new Mul(), x, d.bits(1, c, 1, 1));
      case 1 ->
          d.emit(new Conv(list(1, 1), list(1, 1), list(0, 0, 0, 0), c), x, d.bits(c, 1, 1, 1));
      default -> d.emit(new ChannelMask(1), x, d.bits(c));
    };
  }

  String batchNorm(String x) {
    long c = d.channels(x);
    return d.emit(new BatchNormalization(1e-5), x, d.bias(c), d.bias(c), d.bias(c), d.positive(c));
  }

  /** Statistics of a channel or of a few; epsilon is large, so that rounding does not grow. */
  String normalise(String x) {
    long c = d.channels(x);
    return switch (d.below(5)) {
      case 0 -> d.emit(new InstanceNormalization(0.01), x, d.bias(c), d.bias(c));
      case 1 -> groupNorm(x, c % 2 == 0 && d.chance(50) ? 2 : c);
      default -> batchNorm(x);
    };
  }

  private String groupNorm(String x, long groups) {
    List<Dim> dims = d.type(x).dims();
    Dim run = TensorType.product(dims.subList(1, 4)).dividedBy(Dim.of(groups)).orElseThrow();
    String runs = d.emit(new Reshape(List.of(dims.get(0), Dim.of(groups), run)), x);
    String ones = d.constant(DoubleStream.generate(() -> 1).limit(groups), groups);
    String zeros = d.constant(DoubleStream.generate(() -> 0).limit(groups), groups);
    String even = d.emit(new InstanceNormalization(0.01), runs, ones, zeros);
    String image = d.emit(new Reshape(dims), even);
    long c = d.channels(x);
    return d.emit(new Add(), d.emit(new Mul(), image, d.bias(1, c, 1, 1)), d.bias(c, 1, 1));
  }

  String activate(String x) {
    if (d.chance(10)) {
      return d.emit(new PRelu(), x, d.bias(d.type(x).rank() == 4 ? d.channels(x) : 1, 1, 1));
    }
    Op op =
        d.oneOf(
            new Relu(),
            new Relu(),
            new Clip(0, 6),
            new Sigmoid(),
            new HardSwish(),
            new HardSigmoid(0.2, 0.5),
            new Tanh(),
            new Gelu(false),
            new LeakyRelu(0.1),
            new Elu(1),
            new Softplus());
    return d.emit(op, x);
  }

  /** A convolution with a mask before, between or behind what follows it. */
  String block(String made) {
    int place = d.below(4);
    String y = place == 0 ? mask(made) : made;
    y = d.chance(70) ? normalise(y) : y;
    y = place == 1 ? mask(y) : y;
    y = d.chance(70) ? activate(y) : y;
    return place == 2 ? mask(y) : y;
  }
}
