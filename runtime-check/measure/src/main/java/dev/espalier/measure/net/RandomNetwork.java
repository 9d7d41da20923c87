package dev.espalier.measure.net;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;

/**
 * Small networks with layers and sizes that are drawn: convolutional ones on pictures of 5 to 320
 * pixels, and transformers. They exist to time the kernels a runtime makes of them, each among
 * others that leave caches as a real network does.
 */
public final class RandomNetwork {
  /** Multiply-accumulates of the largest layer. */
  static final long MOST_MACS = 600_000_000;

  /** Elements of the largest value. */
  static final long MOST_ELEMENTS = 4_000_000;

  private static final int LAYERS = 7;

  private final Layers net;
  private final Draws draws;

  private RandomNetwork(long seed) {
    this.net = new Layers("random" + seed);
    this.draws = new Draws(seed);
  }

  /** The network of a seed. */
  public static Graph of(long seed) {
    RandomNetwork network = new RandomNetwork(seed);
    return network.draws.chance(0.1) ? network.transformer() : network.convolutional();
  }

  private Graph convolutional() {
    ImageLayers image = new ImageLayers(net, draws);
    String x = picture(image);
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      x = layer(image, x);
    }
    outputs.add(draws.chance(0.2) ? classify(image, x) : head(image, x));
    return net.build(outputs);
  }

  private String picture(ImageLayers image) {
    int height = side();
    int width = draws.chance(0.7) ? height : side(height);
    boolean stem = height > 60 && draws.chance(0.5);
    int most = (int) Math.min(512, MOST_ELEMENTS / ((long) height * width));
    int channels = stem ? 3 : draws.channels(4, most);
    String x = net.input(1, channels, height, width);
    return stem ? image.activate(image.dense(x, 3, 1, draws.of(List.of(1, 2, 2)))) : x;
  }

  /** Sides of pictures are mostly such that they can be halved a few times. */
  private int side() {
    int side = draws.logarithmic(5, 360);
    int multiple = draws.of(List.of(1, 1, 2, 4, 8, 16, 32));
    return side < multiple ? side : side / multiple * multiple;
  }

  private int side(int other) {
    int side = side();
    return side > 2 * other || other > 2 * side ? other : side;
  }

  private String layer(ImageLayers image, String x) {
    return switch (draws.between(0, 23)) {
      case 0, 1, 2, 3, 4, 5 -> image.activate(image.conv(x));
      case 6, 7, 8 -> image.activate(image.depthwise(x));
      case 9, 10 -> image.activate(image.dense(x, 1, 1, 1));
      case 11 -> image.activate(image.grouped(x));
      case 12 -> image.activate(image.transposed(x));
      case 13, 14 -> image.pool(x);
      case 15 -> image.activate(image.batchNorm(x));
      case 16 -> image.gate(x);
      case 17, 18 -> image.resize(x);
      case 19, 20 -> image.residual(x);
      case 21 -> image.concat(x);
      case 22 -> image.shuffle(x);
      default -> image.movement(x);
    };
  }

  /** As detectors end: positions behind each other, classes last. */
  private String head(ImageLayers image, String x) {
    String y = draws.chance(0.5) ? image.pointwise(x, draws.between(1, 24)) : x;
    if (draws.chance(0.5)) {
      return y;
    }
    long[] shape = net.shape(y);
    String last = net.node(new Transpose(List.of(0L, 2L, 3L, 1L)), y);
    String rows = net.node(Reshape.to(1, shape[2] * shape[3], shape[1]), last);
    return draws.chance(0.5) ? net.node(new Softmax(2), rows) : rows;
  }

  private String classify(ImageLayers image, String x) {
    int channels = image.channels(x);
    int classes = draws.logarithmic(4, 1000);
    String pooled = net.node(new ReduceMean(List.of(2L, 3L), true), x);
    String flat = net.node(Reshape.to(1, channels), pooled);
    String weights = net.weights(channels, classes, channels);
    return net.node(
        new Softmax(1),
        net.node(new Gemm(false, true, 1, 1), flat, weights, net.filled(0, classes)));
  }

  private Graph transformer() {
    return net.build(List.of(new SequenceLayers(net, draws).transformer()));
  }
}
