package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/** Classifiers of pixels on the features of another network. Scores come out at full resolution. */
final class Segmentation {
  /** Blocks of MobileNetV3 whose results the light head reads: the first and last of 1/8. */
  private static final int LOW = 4;

  private static final List<Integer> ATROUS_RATES = List.of(12, 24, 36);
  private static final int PYRAMID = 256;
  private static final int LIGHT = 128;

  private Segmentation() {}

  /** DeepLabV3 on a residual network (Chen et al.: Rethinking atrous convolution, 2017). */
  static Graph deepLabV3(ResNet backbone, String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    Value features = backbone.stages(network.image().in("backbone"), 8).get(3);
    return deepLabHead(network, features);
  }

  /** DeepLabV3 on MobileNetV3-Large at 1/16. */
  static Graph deepLabV3MobileNet(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> features = MobileNetV3.features(network.image().in("backbone"), 16);
    return deepLabHead(network, features.get(features.size() - 1));
  }

  /**
   * DeepLabV3 on MobileNetV2 at 1/8, as published for phones: of the pyramid only the 1x1
   * convolution and the pooled branch are left, and the last features are those of 320 channels.
   */
  static Graph deepLabV3MobileNetV2(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> features = MobileNetV2.features(network.image().in("backbone"), 8);
    Value x = features.get(features.size() - 1).in("classifier");
    int channels = configuration.channels(PYRAMID);
    ConvBlock layers = ConvBlock.of(RELU);
    Value pooled = layers.of(Layers.globalAveragePool(x), "pool", channels, Kernel.of(1));
    Value all =
        layers
            .of(x, "pointwise", channels, Kernel.of(1))
            .concat(1, Layers.resize(pooled, x.size(2), x.size(3)).in(x.scope()));
    x = layers.of(all, "project", channels, Kernel.of(1));
    x = x.conv("scores", configuration.classes(), Kernel.of(1).withBias());
    return network.build(atFullSize(x));
  }

  private static Graph deepLabHead(NetworkBuilder network, Value features) {
    Configuration configuration = network.configuration();
    int channels = configuration.channels(PYRAMID);
    Value x = pyramid(features.in("classifier.0"), channels).in("classifier");
    x = x.conv("1", channels, Kernel.of(3)).batchNorm("2").activate(RELU);
    x = x.conv("4", configuration.classes(), Kernel.of(1).withBias());
    return network.build(atFullSize(x));
  }

  /** Atrous spatial pyramid pooling: parallel convolutions that see more and more around them. */
  private static Value pyramid(Value x, int channels) {
    ConvBlock layers = ConvBlock.of(RELU);
    List<Value> branches = new ArrayList<>();
    Value first = layers.of(x, "convs.0", channels, Kernel.of(1));
    for (int rate : ATROUS_RATES) {
      String branch = "convs." + (branches.size() + 1);
      branches.add(layers.of(x, branch, channels, Kernel.of(3).dilation(rate)));
    }
    Value pooled = Layers.globalAveragePool(x.within("convs.4"));
    pooled = pooled.conv("1", channels, Kernel.of(1)).batchNorm("2").activate(RELU);
    branches.add(Layers.resize(pooled, x.size(2), x.size(3)));
    Value all = first.concat(1, branches.toArray(Value[]::new));
    return layers.of(all, "project", channels, Kernel.of(1));
  }

  /** The light head LR-ASPP on MobileNetV3-Large (Howard et al., 2019). */
  static Graph lightHead(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> features = MobileNetV3.features(network.image().in("backbone"), 16);
    Value low = features.get(LOW).in("classifier");
    Value high = features.get(features.size() - 1).in("classifier");
    int channels = configuration.channels(LIGHT);
    Value scale = Layers.globalAveragePool(high).conv("scale.1", channels, Kernel.of(1));
    Value x =
        ConvBlock.of(RELU)
            .of(high, "cbr", channels, Kernel.of(1))
            .times(scale.activate(Activation.SIGMOID));
    x = Layers.resize(x, low.size(2), low.size(3));
    Kernel one = Kernel.of(1).withBias();
    Value sum =
        low.conv("low_classifier", configuration.classes(), one)
            .add(x.conv("high_classifier", configuration.classes(), one));
    return network.build(atFullSize(sum));
  }

  private static Value atFullSize(Value scores) {
    Configuration configuration = scores.network().configuration();
    return Layers.resize(scores.in(""), configuration.height(), configuration.width());
  }
}
