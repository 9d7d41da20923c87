package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.HARD_SIGMOID;
import static dev.espalier.zoo.Activation.HARD_SWISH;
import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MobileNetV3-Large (Howard et al.: Searching for MobileNetV3, 2019). */
final class MobileNetV3 {
  /** A block, whose gate has a quarter of the channels inside. */
  private record Block(
      int kernel, int expanded, int channels, boolean gated, Activation activation, int stride) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block(3, 16, 16, false, RELU, 1),
          new Block(3, 64, 24, false, RELU, 2),
          new Block(3, 72, 24, false, RELU, 1),
          new Block(5, 72, 40, true, RELU, 2),
          new Block(5, 120, 40, true, RELU, 1),
          new Block(5, 120, 40, true, RELU, 1),
          new Block(3, 240, 80, false, HARD_SWISH, 2),
          new Block(3, 200, 80, false, HARD_SWISH, 1),
          new Block(3, 184, 80, false, HARD_SWISH, 1),
          new Block(3, 184, 80, false, HARD_SWISH, 1),
          new Block(3, 480, 112, true, HARD_SWISH, 1),
          new Block(3, 672, 112, true, HARD_SWISH, 1),
          new Block(5, 672, 160, true, HARD_SWISH, 2),
          new Block(5, 960, 160, true, HARD_SWISH, 1),
          new Block(5, 960, 160, true, HARD_SWISH, 1));
  private static final ConvBlock LAYERS = new ConvBlock(HARD_SWISH, 1e-3);
  private static final List<Integer> STAGES = List.of(3, 4, 12, 16);
  private static final int STEM = 16;
  private static final int LAST = 960;
  private static final int HIDDEN = 1280;

  private MobileNetV3() {}

  static Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> features = features(network.image(), 32);
    Value x = Layers.pooledFeatures(features.get(features.size() - 1));
    x = x.linear("classifier.0", configuration.channels(HIDDEN)).activate(HARD_SWISH);
    return network.build(x.linear("classifier.3", configuration.classes()));
  }

  /** As {@link Backbone#stages}, but the features at 1/8 are the first. */
  static List<Value> stages(Value image, int outputStride) {
    List<Value> features = features(image, outputStride);
    return STAGES.stream().map(features::get).toList();
  }

  /**
   * The results of the first convolution, of each block and of the last convolution, in the scope
   * of the picture.
   *
   * @param outputStride pixels per element of the last one: 8, 16 or 32; blocks behind a stride
   *     that is left out, and that which loses it, are dilated in its place
   */
  static List<Value> features(Value image, int outputStride) {
    Configuration configuration = image.network().configuration();
    Value x = LAYERS.of(image, "features.0", configuration.channels(STEM), Kernel.of(3).stride(2));
    List<Value> features = new ArrayList<>(List.of(x));
    int pixels = 2;
    int dilation = 1;
    for (Block block : BLOCKS) {
      boolean strides = block.stride() == 1 || pixels < outputStride;
      dilation *= strides ? 1 : block.stride();
      pixels *= strides ? block.stride() : 1;
      Kernel kernel =
          Kernel.of(block.kernel()).dilation(dilation).stride(strides ? block.stride() : 1);
      x = block(block, kernel, configuration).of(x.within("features." + features.size()));
      x = x.in(image.scope());
      features.add(x);
    }
    String last = "features." + features.size();
    features.add(LAYERS.of(x, last, configuration.channels(LAST), Kernel.of(1)));
    return features;
  }

  private static InvertedResidual block(Block block, Kernel kernel, Configuration configuration) {
    int expanded = configuration.channels(block.expanded());
    Optional<SqueezeExcitation> gate =
        block.gated()
            ? Optional.of(new SqueezeExcitation(squeezed(expanded), HARD_SIGMOID))
            : Optional.empty();
    return new InvertedResidual(
        kernel,
        expanded,
        configuration.channels(block.channels()),
        gate,
        LAYERS.with(block.activation()));
  }

  /** A quarter, as a multiple of 8 that is not more than a tenth below it. */
  private static int squeezed(int channels) {
    double quarter = channels / 4.0;
    int rounded = Math.max(8, (int) (quarter + 4) / 8 * 8);
    return rounded < 0.9 * quarter ? rounded + 8 : rounded;
  }
}
