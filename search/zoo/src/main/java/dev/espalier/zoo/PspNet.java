package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * The pyramid scene parsing network (Zhao et al., 2017): features at 1/8 next to their means over
 * 1, 4, 9 and 36 windows.
 *
 * @param backbone makes the features
 * @param interpolation of means and scores; {@link Interpolation#ALIGNED} is meant for pictures of
 *     8n + 1 pixels
 * @param enlarged whether scores come out at the size of the picture and not at 1/8
 */
record PspNet(Backbone backbone, Interpolation interpolation, boolean enlarged) {
  private static final int OUTPUT_STRIDE = 8;
  private static final List<Integer> BINS = List.of(1, 2, 3, 6);
  private static final int WIDTH = 512;
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> stages = backbone.stages(network.image().in("backbone"), OUTPUT_STRIDE);
    Value x = ScoreHead.of(WIDTH).of(pyramid(stages.get(3).in("ppm")).in("head"));
    AuxiliaryHead.USUAL.on(stages);
    return network.build(enlarged ? interpolation.toInput(x) : x);
  }

  private Value pyramid(Value x) {
    int width = x.network().configuration().channels(WIDTH);
    List<Value> parts = new ArrayList<>(List.of(x));
    for (int bins : BINS) {
      Value mean = new AdaptivePool(bins, bins).of(x);
      mean = LAYERS.of(mean, "bins" + bins, width, Kernel.of(1));
      parts.add(interpolation.like(x, mean));
    }
    return Value.concat(1, parts);
  }
}
