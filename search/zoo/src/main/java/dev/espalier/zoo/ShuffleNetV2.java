package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.List;

/**
 * ShuffleNetV2 (Ma et al., 2018): half of the channels goes through a block, then the halves are
 * mixed.
 *
 * @param widths channels of the three stages and of the last convolution
 */
record ShuffleNetV2(List<Integer> widths) {
  static final ShuffleNetV2 X1 = new ShuffleNetV2(List.of(116, 232, 464, 1024));

  private static final List<Integer> DEPTHS = List.of(4, 8, 4);
  private static final int STEM = 24;

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    ConvBlock layers = ConvBlock.of(RELU);
    int stem = configuration.channels(STEM);
    Value x = layers.of(network.image(), "conv1", stem, Kernel.of(3).stride(2));
    x = Layers.maxPool(x, 3, 2, 1);
    for (int stage = 0; stage < DEPTHS.size(); stage++) {
      int half = configuration.channels(widths.get(stage) / 2);
      for (int i = 0; i < DEPTHS.get(stage); i++) {
        Value input = x.in("stage" + (stage + 2) + "." + i);
        x = shuffle(i == 0 ? down(input, half) : keep(input, half));
      }
    }
    int last = configuration.channels(widths.get(DEPTHS.size()));
    x = layers.of(x.in(""), "conv5", last, Kernel.of(1));
    return network.build(Layers.pooledFeatures(x).linear("fc", configuration.classes()));
  }

  /** Half the resolution: both halves come from all channels. */
  private static Value down(Value x, int half) {
    Value short0 = x.within("branch1").depthwise("0", Kernel.of(3).stride(2)).batchNorm("1");
    Value first = short0.conv("2", half, Kernel.of(1)).batchNorm("3").activate(RELU);
    return first.in(x.scope()).concat(1, branch(x, half, 2));
  }

  private static Value keep(Value x, int half) {
    List<Value> halves = x.split(1, half, half);
    return halves.get(0).concat(1, branch(halves.get(1), half, 1));
  }

  private static Value branch(Value x, int channels, int stride) {
    Value y = x.within("branch2").conv("0", channels, Kernel.of(1)).batchNorm("1").activate(RELU);
    y = y.depthwise("3", Kernel.of(3).stride(stride)).batchNorm("4");
    return y.conv("5", channels, Kernel.of(1)).batchNorm("6").activate(RELU);
  }

  /** The channels of the halves alternate. */
  private static Value shuffle(Value x) {
    long half = x.channels() / 2;
    long height = x.size(2);
    long width = x.size(3);
    return x.reshape(1, 2, half, height, width)
        .transpose(0, 2, 1, 3, 4)
        .reshape(1, 2 * half, height, width);
  }
}
