package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Short-term dense concatenation (Fan et al.: Rethinking BiSeNet, 2021): a module puts the results
 * of convolutions of halving width, each on the one before, next to each other. The features at
 * 1/8, 1/16 and 1/32 are fused as in BiSeNet.
 *
 * @param depths modules of each stage
 */
record Stdc(List<Integer> depths) {
  static final Stdc STDC1 = new Stdc(List.of(2, 2, 2));
  static final Stdc STDC2 = new Stdc(List.of(4, 5, 3));

  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final BilateralDecoder DECODER = new BilateralDecoder(Interpolation.NEAREST, 4);
  private static final int STEM = 32;
  private static final int SLICES = 4;
  private static final int FIRST_WIDTH = 256;
  private static final ScoreHead HEAD = new ScoreHead(256, false);
  private static final ScoreHead AUXILIARY = new ScoreHead(64, false);

  /** The scores come out at 1/8. */
  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> stages = stages(network.image().in("backbone"));
    Value fused = DECODER.of(stages.get(0), stages.get(1), stages.get(2), AUXILIARY);
    return network.build(HEAD.of(fused.in("head")));
  }

  /** Features at 1/8, 1/16 and 1/32, in the scope of the decoder. */
  private List<Value> stages(Value image) {
    Configuration configuration = image.network().configuration();
    Kernel half = Kernel.of(3).stride(2);
    Value x = LAYERS.of(image, "stem.0", configuration.channels(STEM), half);
    x = LAYERS.of(x, "stem.1", configuration.channels(2 * STEM), half);
    List<Value> stages = new ArrayList<>();
    for (int stage = 0; stage < depths.size(); stage++) {
      int slice = configuration.channels((FIRST_WIDTH << stage) / (1 << SLICES - 1));
      for (int i = 0; i < depths.get(stage); i++) {
        x = module(x.in("backbone.stage" + (stage + 3) + "." + i), slice, i == 0);
      }
      stages.add(x.in("decoder"));
    }
    return stages;
  }

  /**
   * Slices of 4, 2, 1 and 1 times a width; at half the resolution the first is pooled for the
   * result, and passed on by a depthwise convolution.
   */
  private static Value module(Value x, int width, boolean halves) {
    Value first = LAYERS.of(x, "0", width << SLICES - 2, Kernel.of(1));
    Value chain =
        halves ? LAYERS.with(NONE).depthwise(first, "down", Kernel.of(3).stride(2)) : first;
    Value[] slices = new Value[SLICES - 1];
    for (int i = 0; i < slices.length; i++) {
      int channels = width << Math.max(0, SLICES - 3 - i);
      chain = LAYERS.of(chain, "" + (i + 1), channels, Kernel.of(3));
      slices[i] = chain;
    }
    Value kept = halves ? Layers.averagePool(first, 3, 2, 1) : first;
    return kept.concat(1, slices);
  }
}
