package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;
import static dev.espalier.zoo.Activation.SIGMOID;

import dev.espalier.ir.Graph;
import java.util.List;

/** The light head LR-ASPP (Howard et al.: Searching for MobileNetV3, 2019). */
final class LightHead {
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final int WIDTH = 128;
  private static final Kernel ONE = Kernel.of(1);

  /** Height and width of the windows whose means gate the features at 1/8. */
  private static final long WINDOW = 49;

  private static final long WINDOW_STRIDE = 16;

  private LightHead() {}

  /** Scores at the size of the picture, from features at 1/16 and 1/8. */
  static Graph enlarged(Backbone backbone, String name, Configuration configuration) {
    Value scores = scores(backbone, name, configuration);
    return scores.network().build(Interpolation.BILINEAR.toInput(scores));
  }

  /** As {@link #enlarged}, but the scores come out at 1/8. */
  static Graph plain(Backbone backbone, String name, Configuration configuration) {
    Value scores = scores(backbone, name, configuration);
    return scores.network().build(scores);
  }

  private static Value scores(Backbone backbone, String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> stages = backbone.stages(network.image().in("backbone"), 16);
    Value low = stages.get(1).in("classifier");
    Value high = stages.get(3).in("classifier");
    int width = configuration.channels(WIDTH);
    Value gate = Layers.globalAveragePool(high).conv("scale.1", width, ONE).activate(SIGMOID);
    Value x = LAYERS.of(high, "cbr", width, ONE).times(gate);
    x = Interpolation.BILINEAR.like(low, x);
    return low.conv("low_classifier", configuration.classes(), ONE.withBias())
        .add(x.conv("high_classifier", configuration.classes(), ONE.withBias()));
  }

  /**
   * On MobileNetV3-Large at 1/8, gated by the means of large windows, and refined at 1/4 and 1/2,
   * where the scores come out.
   */
  static Graph refined(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> features = MobileNetV3.features(network.image().in("backbone"), 8);
    int width = configuration.channels(WIDTH);
    Value high = features.get(features.size() - 1).in("classifier");
    Value x = LAYERS.of(high, "aspp", width, ONE).times(windowGate(high, width));
    x = x.conv("up_input", width, ONE.withBias());
    x = refine(x, features.get(3).in("classifier.up1"), 64);
    x = refine(x, features.get(1).in("classifier.up0"), 32);
    return network.build(x.conv("scores", configuration.classes(), ONE.withBias()));
  }

  private static Value windowGate(Value x, int width) {
    long window = Math.min(WINDOW, Math.min(x.size(2), x.size(3)));
    Value means = Layers.averagePool(x, window, WINDOW_STRIDE, 0);
    return Interpolation.BILINEAR.like(x, means.conv("gate", width, ONE).activate(SIGMOID));
  }

  private static Value refine(Value x, Value tap, int side) {
    int channels = tap.network().configuration().channels(side);
    Value beside = tap.conv("side", channels, ONE);
    Value all = Interpolation.BILINEAR.like(tap, x).concat(1, beside);
    return LAYERS.of(all.in(tap.scope()), "conv", x.channels(), ONE).in(x.scope());
  }
}
