package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;
import static dev.espalier.zoo.Interpolation.BILINEAR;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A pyramid of convolutional features, a transformer on all of them pooled to 1/64, and injection
 * of what it finds into each scale (Zhang et al.: TopFormer, 2022). Scores come out at 1/8.
 *
 * @param stem channels of the first convolution
 * @param pyramid the blocks behind it; the last of each resolution from 1/4 on is tapped
 * @param transformer the blocks on the pooled taps
 * @param injected channels of each scale behind the injection, and of the head
 * @param depthwiseFusion whether the convolution of the head sees each channel by itself
 */
record TopFormer(
    int stem,
    List<Block> pyramid,
    List<TokenBlock> transformer,
    int injected,
    boolean depthwiseFusion) {
  /** An inverted residual. */
  record Block(int kernel, int expansion, int channels, int stride) {}

  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final Kernel ONE = Kernel.of(1);

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.MIXED);
    List<Value> taps = taps(network.image());
    List<Value> tokens = tokens(taps);
    List<Value> scales = new ArrayList<>();
    for (int i = 1; i < taps.size(); i++) {
      scales.add(inject(taps.get(i).in("sim" + i), tokens.get(i)));
    }
    return network.build(head(scales, configuration));
  }

  /** The last block of each resolution from 1/4 on, in the scope of the picture. */
  private List<Value> taps(Value image) {
    Configuration configuration = image.network().configuration();
    Value x = LAYERS.of(image, "tpm.stem", configuration.channels(stem), Kernel.of(3).stride(2));
    List<Value> blocks = new ArrayList<>();
    for (Block block : pyramid) {
      int channels = configuration.channels(block.channels());
      Kernel kernel = Kernel.of(block.kernel()).stride(block.stride());
      int expanded = x.channels() * block.expansion();
      Value input = x.within("tpm.ir" + (blocks.size() + 1));
      x = new InvertedResidual(kernel, expanded, channels, Optional.empty(), LAYERS).of(input);
      x = x.in(image.scope());
      blocks.add(x);
    }
    return IntStream.range(0, blocks.size())
        .filter(i -> i + 1 == blocks.size() || pyramid.get(i + 1).stride() == 2)
        .skip(1)
        .mapToObj(blocks::get)
        .toList();
  }

  /** What the transformer makes of the pooled taps, one part per tap. */
  private List<Value> tokens(List<Value> taps) {
    Value last = taps.get(taps.size() - 1);
    AdaptivePool pool = new AdaptivePool(halved(last.size(2)), halved(last.size(3)));
    List<Value> pooled = taps.stream().map(pool::of).toList();
    Value x = Value.concat(1, pooled);
    for (int i = 0; i < transformer.size(); i++) {
      x = transformer.get(i).of(x.in("trans" + i));
    }
    return x.in("").split(1, taps.stream().mapToLong(Value::channels).toArray());
  }

  private static int halved(long size) {
    return (int) (size - 1) / 2 + 1;
  }

  /** Tokens as gate and as addend, both at the size of the features. */
  private Value inject(Value local, Value tokens) {
    int channels = local.network().configuration().channels(injected);
    Value global = tokens.in(local.scope());
    Value gate = LAYERS.with(Activation.HARD_SIGMOID).of(global, "gate", channels, ONE);
    Value addend = LAYERS.with(NONE).of(global, "global", channels, ONE);
    Value value = LAYERS.with(NONE).of(local, "local", channels, ONE);
    return value.times(BILINEAR.like(local, gate)).add(BILINEAR.like(local, addend));
  }

  private Value head(List<Value> scales, Configuration configuration) {
    Value x = scales.get(0).in("head");
    for (Value scale : scales.subList(1, scales.size())) {
      x = x.add(BILINEAR.like(x, scale.in("head")));
    }
    Kernel kernel = depthwiseFusion ? ONE.groups(x.channels()) : ONE;
    x = LAYERS.of(x, "fuse", x.channels(), kernel);
    return x.conv("cls", configuration.classes(), ONE.withBias());
  }
}
