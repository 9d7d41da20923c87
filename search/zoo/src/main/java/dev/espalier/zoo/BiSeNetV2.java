package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;

/**
 * Two branches, one wide for detail and one deep for context, that guide each other (Yu et al.:
 * BiSeNet V2, 2021). Scores come out at full size. Training has heads on the deep branch at 1/4 to
 * 1/32, whose scores are at these resolutions.
 */
final class BiSeNetV2 {
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final ConvBlock LINEAR = LAYERS.with(NONE);
  private static final Kernel ONE = Kernel.of(1);
  private static final Kernel THREE = Kernel.of(3);
  private static final int EXPANSION = 6;
  private static final int STEM = 16;
  private static final int FUSED = 128;
  private static final int HIDDEN = 1024;

  /** Channels and blocks behind the first one of each stage. */
  private static final int[][] STAGES = {{32, 1}, {64, 1}, {128, 3}};

  private static final int[] DETAIL_WIDTHS = {64, 64, 128};
  private static final int[] DETAIL_DEPTHS = {2, 3, 3};

  private BiSeNetV2() {}

  static Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    Value image = network.image();
    Value detail = GuidedNetwork.detail(image, DETAIL_WIDTHS, DETAIL_DEPTHS);
    Value x = GuidedNetwork.stem(image, STEM);
    auxiliary(x, 0);
    for (int stage = 0; stage < STAGES.length; stage++) {
      int channels = configuration.channels(STAGES[stage][0]);
      x = halve(x.in("segment.s" + (stage + 3) + ".ge2"), channels);
      for (int i = 0; i < STAGES[stage][1]; i++) {
        x = keep(x.in("segment.s" + (stage + 3) + ".ge1_" + i));
      }
      x = x.in("");
      auxiliary(x, stage + 1);
    }
    Value fused = GuidedNetwork.aggregate(detail, GuidedNetwork.context(x), FUSED);
    Value scores = ScoreHead.of(HIDDEN).of(fused.in("head"));
    return network.build(Interpolation.BILINEAR.toInput(scores));
  }

  private static void auxiliary(Value x, int index) {
    x.network().auxiliary(() -> ScoreHead.of(FUSED).of(x.in("aux" + index)));
  }

  /** Gather and expand: each channel makes six, which are summed up again. */
  private static Value keep(Value x) {
    Value y = LAYERS.of(x, "conv1", x.channels(), THREE);
    y = LAYERS.of(y, "dwexp", EXPANSION * x.channels(), THREE.groups(x.channels()));
    return x.add(LINEAR.of(y, "pwl", x.channels(), ONE)).activate(RELU);
  }

  /** Gather and expand to half the size. */
  private static Value halve(Value x, int channels) {
    Kernel each = THREE.groups(x.channels());
    Value y = LAYERS.of(x, "conv1", x.channels(), THREE);
    y = LINEAR.of(y, "dwexp1", EXPANSION * x.channels(), each.stride(2));
    y = LINEAR.of(LAYERS.depthwise(y, "dw2", THREE), "pwl", channels, ONE);
    Value shortcut = LINEAR.depthwise(x, "sc_dw", THREE.stride(2));
    return y.add(LINEAR.of(shortcut, "sc_pw", channels, ONE)).activate(RELU);
  }
}
