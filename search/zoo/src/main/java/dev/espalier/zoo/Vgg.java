package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.List;

/**
 * Stacked 3x3 convolutions with large linear layers behind (Simonyan and Zisserman, 2015), with
 * batch normalisation.
 *
 * @param depths convolutions of each stage; the channels double up to 512
 */
record Vgg(List<Integer> depths) {
  static final Vgg V16 = new Vgg(List.of(2, 2, 3, 3, 3));

  private static final int FIRST_WIDTH = 64;
  private static final int LAST_WIDTH = 512;
  private static final int HIDDEN = 4096;

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    Value x = network.image().in("features");
    int layer = 0;
    for (int stage = 0; stage < depths.size(); stage++) {
      int width = configuration.channels(Math.min(FIRST_WIDTH << stage, LAST_WIDTH));
      for (int i = 0; i < depths.get(stage); i++) {
        Value sum = x.conv("" + layer, width, Kernel.of(3).withBias());
        x = sum.batchNorm("" + (layer + 1)).activate(RELU);
        layer += 3;
      }
      x = Layers.maxPool(x, 2, 2, 0);
      layer++;
    }
    int hidden = configuration.channels(HIDDEN);
    x = x.in("classifier").reshape(1, x.size(1) * x.size(2) * x.size(3));
    x = x.linear("0", hidden).activate(RELU).linear("3", hidden).activate(RELU);
    return network.build(x.linear("6", configuration.classes()));
  }
}
