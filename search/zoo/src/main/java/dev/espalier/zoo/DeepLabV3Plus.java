package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.List;
import java.util.Optional;

/**
 * DeepLabV3+ (Chen et al.: Encoder-decoder with atrous separable convolution, 2018): the pyramid at
 * 1/16, refined with features at 1/4.
 *
 * @param backbone makes the features
 * @param pyramid on the last ones
 * @param separable whether the decoder has two separable convolutions and not one plain 3x3
 * @param auxiliary one more head for training
 * @param enlarged whether scores come out at the size of the picture and not at 1/4
 */
record DeepLabV3Plus(
    Backbone backbone,
    AtrousPyramid pyramid,
    boolean separable,
    Optional<AuxiliaryHead> auxiliary,
    boolean enlarged) {
  private static final int OUTPUT_STRIDE = 16;
  private static final int LOW = 48;
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);

  /** Without atrous convolutions. */
  static DeepLabV3Plus light(Backbone backbone) {
    return new DeepLabV3Plus(backbone, AtrousPyramid.of(), true, Optional.empty(), true);
  }

  /** As published, with a plain decoder. */
  static DeepLabV3Plus full(Backbone backbone) {
    return new DeepLabV3Plus(backbone, AtrousPyramid.of(6, 12, 18), false, Optional.empty(), true);
  }

  /** Twice as wide, all 3x3 convolutions but that behind the pyramid separable. */
  static DeepLabV3Plus wide(Backbone backbone) {
    AtrousPyramid pyramid = new AtrousPyramid(List.of(12, 24, 36), 512, true, 3);
    return new DeepLabV3Plus(backbone, pyramid, true, Optional.of(AuxiliaryHead.USUAL), false);
  }

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> stages = backbone.stages(network.image().in("backbone"), OUTPUT_STRIDE);
    Value x = pyramid.of(stages.get(3).in("aspp")).in("decoder");
    Value low = stages.get(0).in("decoder");
    low = LAYERS.of(low, "low", configuration.channels(LOW), Kernel.of(1));
    x = decode(low.concat(1, Interpolation.BILINEAR.like(low, x)), x.channels());
    x = x.conv("scores", configuration.classes(), Kernel.of(1).withBias());
    auxiliary.ifPresent(head -> head.on(stages));
    return network.build(enlarged ? Interpolation.BILINEAR.toInput(x) : x);
  }

  private Value decode(Value x, int channels) {
    Kernel three = Kernel.of(3);
    return separable
        ? LAYERS.separable(LAYERS.separable(x, "0", channels, three), "1", channels, three)
        : LAYERS.of(x, "0", channels, three);
  }
}
