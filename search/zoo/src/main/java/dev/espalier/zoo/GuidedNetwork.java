package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;
import static dev.espalier.zoo.Activation.SIGMOID;
import static dev.espalier.zoo.Interpolation.BILINEAR;

/**
 * The parts that BiSeNetV2 and its descendants share: a wide branch for detail, a stem for the
 * narrow branch that sees more, the context at its end, and the aggregation of both, in which each
 * branch guides the other (Yu et al.: BiSeNet V2, 2021).
 */
final class GuidedNetwork {
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final ConvBlock LINEAR = LAYERS.with(NONE);
  private static final Kernel ONE = Kernel.of(1);
  private static final Kernel THREE = Kernel.of(3);
  private static final Kernel HALVING = THREE.stride(2);

  private GuidedNetwork() {}

  /**
   * Three stages of 3x3 convolutions, to 1/8.
   *
   * @param widths channels of each stage
   * @param depths convolutions of each stage
   */
  static Value detail(Value image, int[] widths, int[] depths) {
    Configuration configuration = image.network().configuration();
    Value x = image.in("detail");
    for (int stage = 0; stage < widths.length; stage++) {
      int width = configuration.channels(widths[stage]);
      for (int i = 0; i < depths[stage]; i++) {
        x = LAYERS.of(x, "s" + (stage + 1) + "." + i, width, i == 0 ? HALVING : THREE);
      }
    }
    return x.in(image.scope());
  }

  /** Convolutions beside a pool, to 1/4. */
  static Value stem(Value image, int published) {
    int width = image.network().configuration().channels(published);
    Value x = LAYERS.of(image.in("stem"), "conv", width, HALVING);
    Value left = LAYERS.of(x, "left0", Math.max(1, width / 2), ONE);
    left = LAYERS.of(left, "left1", width, HALVING);
    Value both = left.concat(1, Layers.maxPool(x, 3, 2, 1));
    return LAYERS.of(both, "fuse", width, THREE).in(image.scope());
  }

  /** The mean of the picture, added to each position. */
  static Value context(Value x) {
    Value mean = Layers.globalAveragePool(x.in("ce")).batchNorm("norm");
    Value context = LAYERS.of(mean, "gapconv", x.channels(), ONE);
    return LAYERS.of(x.in("ce").add(context), "last", x.channels(), THREE).in(x.scope());
  }

  /** Bilateral guided aggregation of detail at 1/8 and context at 1/32. */
  static Value aggregate(Value detail, Value context, int published) {
    int width = detail.network().configuration().channels(published);
    Value fine = detail.in("bga");
    Value coarse = context.in("bga");
    Value left1 = LINEAR.depthwise(fine, "l1dw", THREE).conv("l1pw", width, ONE);
    Value left2 = Layers.averagePool(LINEAR.of(fine, "l2", width, HALVING), 3, 2, 1);
    Value right1 = BILINEAR.like(left1, LINEAR.of(coarse, "r1", width, THREE));
    Value right2 = LINEAR.depthwise(coarse, "r2dw", THREE).conv("r2pw", width, ONE);
    Value guided = left2.times(right2.activate(SIGMOID));
    Value sum = left1.times(right1.activate(SIGMOID)).add(BILINEAR.like(left1, guided));
    return LAYERS.of(sum, "out", width, THREE).in(detail.scope());
  }
}
