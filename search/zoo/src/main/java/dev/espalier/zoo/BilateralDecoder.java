package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;
import static dev.espalier.zoo.Activation.SIGMOID;

/**
 * The decoder of bilateral segmentation networks (Yu et al.: BiSeNet, 2018): features at 1/32 and
 * 1/16 are weighted by their own means, refined to 1/8 and fused with features of detail.
 *
 * @param interpolation between the resolutions
 * @param squeeze channels of the fused features per channel inside their gate
 */
record BilateralDecoder(Interpolation interpolation, int squeeze) {
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final Kernel ONE = Kernel.of(1);
  private static final Kernel THREE = Kernel.of(3);
  private static final int CONTEXT = 128;
  private static final int FUSED = 256;

  /**
   * Fused features at 1/8.
   *
   * @param auxiliary the head that training puts on the refined features at 1/16 and 1/8
   */
  Value of(Value detail, Value sixteenth, Value thirtySecond, ScoreHead auxiliary) {
    int width = detail.network().configuration().channels(CONTEXT);
    NetworkBuilder network = detail.network();
    Value global = LAYERS.of(Layers.globalAveragePool(thirtySecond), "global", width, ONE);
    Value x = attend(thirtySecond.within("arm32"), width).in(detail.scope());
    x = x.add(interpolation == Interpolation.NEAREST ? global : interpolation.like(x, global));
    x = LAYERS.of(interpolation.like(sixteenth, x), "refine32", width, THREE);
    Value context16 = x;
    x = attend(sixteenth.within("arm16"), width).in(detail.scope()).add(x);
    Value context8 = LAYERS.of(interpolation.like(detail, x), "refine16", width, THREE);
    network.auxiliary(() -> auxiliary.of(context8.in("auxiliary8")));
    network.auxiliary(() -> auxiliary.of(context16.in("auxiliary16")));
    return fuse(detail.concat(1, context8).within("ffm")).in(detail.scope());
  }

  /** Attention refinement: each channel is weighted by a factor made from the means of all. */
  private static Value attend(Value x, int width) {
    Value y = LAYERS.of(x, "conv", width, THREE);
    Value mean = LAYERS.with(NONE).of(Layers.globalAveragePool(y), "attention", width, ONE);
    return y.times(mean.activate(SIGMOID));
  }

  private Value fuse(Value x) {
    Value y = LAYERS.of(x, "conv", x.network().configuration().channels(FUSED), ONE);
    Value small = Layers.globalAveragePool(y).conv("squeeze", y.channels() / squeeze, ONE);
    Value gate = small.activate(RELU).conv("expand", y.channels(), ONE).activate(SIGMOID);
    return y.add(y.times(gate));
  }
}
