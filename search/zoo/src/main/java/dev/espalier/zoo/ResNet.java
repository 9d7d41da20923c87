package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks (He et al.: Deep residual learning for image recognition, 2016).
 *
 * @param depths blocks of each of the four stages
 * @param block what the stages are made of
 * @param deepStem channels of the 3x3 convolutions that stand for the 7x7 convolution; may be empty
 * @param dilatesFirst whether the block that loses its stride is itself dilated
 */
record ResNet(
    List<Integer> depths, ResidualBlock block, List<Integer> deepStem, boolean dilatesFirst)
    implements Backbone {
  private static final ResidualBlock BOTTLENECK = new ResidualBlock(4);
  static final ResNet R18 = new ResNet(List.of(2, 2, 2, 2), ResidualBlock.PLAIN);
  static final ResNet R34 = new ResNet(List.of(3, 4, 6, 3), ResidualBlock.PLAIN);
  static final ResNet R50 = new ResNet(List.of(3, 4, 6, 3), BOTTLENECK);
  static final ResNet R101 = new ResNet(List.of(3, 4, 23, 3), BOTTLENECK);

  private static final int FIRST_WIDTH = 64;

  private ResNet(List<Integer> depths, ResidualBlock block) {
    this(depths, block, List.of(), false);
  }

  /** With 3x3 convolutions at the start, the first of stride 2, and every block dilated. */
  ResNet deep(Integer... channels) {
    return new ResNet(depths, block, List.of(channels), true);
  }

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> stages = stages(network.image(), 32);
    Value features = Layers.pooledFeatures(stages.get(3).in(""));
    return network.build(features.linear("fc", configuration.classes()));
  }

  @Override
  public List<Value> stages(Value image, int outputStride) {
    int width = image.network().configuration().channels(FIRST_WIDTH);
    Value x = Layers.maxPool(stem(image, width), 3, 2, 1);
    List<Value> stages = new ArrayList<>();
    int pixels = 4;
    int dilation = 1;
    for (int stage = 0; stage < depths.size(); stage++) {
      int stride = stage == 0 || pixels == outputStride ? 1 : 2;
      int before = dilation;
      pixels *= stride;
      dilation *= stage > 0 && stride == 1 ? 2 : 1;
      for (int i = 0; i < depths.get(stage); i++) {
        Value input = x.in(image.scope()).within("layer" + (stage + 1) + "." + i);
        Kernel kernel =
            Kernel.of(3)
                .dilation(i == 0 && !dilatesFirst ? before : dilation)
                .stride(i == 0 ? stride : 1);
        x = block.of(input, width << stage, kernel).activate(RELU);
      }
      stages.add(x.in(image.scope()));
    }
    return stages;
  }

  private Value stem(Value image, int width) {
    if (deepStem.isEmpty()) {
      return image.conv("conv1", width, Kernel.of(7).stride(2)).batchNorm("bn1").activate(RELU);
    }
    Value x = image;
    for (int i = 0; i < deepStem.size(); i++) {
      int channels = image.network().configuration().channels(deepStem.get(i));
      Kernel kernel = Kernel.of(3).stride(i == 0 ? 2 : 1);
      x = ConvBlock.of(RELU).of(x, "stem." + i, channels, kernel);
    }
    return x;
  }
}
