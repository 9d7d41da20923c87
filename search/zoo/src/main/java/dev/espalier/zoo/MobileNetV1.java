package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.List;

/** MobileNetV1 (Howard et al., 2017): depthwise and 1x1 convolutions by turns. */
final class MobileNetV1 {
  /** A pair of convolutions. */
  private record Pair(int channels, int stride) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(64, 1),
          new Pair(128, 2),
          new Pair(128, 1),
          new Pair(256, 2),
          new Pair(256, 1),
          new Pair(512, 2),
          new Pair(512, 1),
          new Pair(512, 1),
          new Pair(512, 1),
          new Pair(512, 1),
          new Pair(512, 1),
          new Pair(1024, 2),
          new Pair(1024, 1));
  private static final ConvBlock LAYERS = ConvBlock.of(Activation.RELU6);
  private static final int STEM = 32;

  private MobileNetV1() {}

  static Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    int stem = configuration.channels(STEM);
    Value x = LAYERS.of(network.image(), "features.0", stem, Kernel.of(3).stride(2));
    int layer = 1;
    for (Pair pair : PAIRS) {
      String scope = "features." + layer++;
      x = LAYERS.depthwise(x, scope + ".depthwise", Kernel.of(3).stride(pair.stride()));
      x = LAYERS.of(x, scope + ".pointwise", configuration.channels(pair.channels()), Kernel.of(1));
    }
    return network.build(Layers.pooledFeatures(x).linear("classifier", configuration.classes()));
  }
}
