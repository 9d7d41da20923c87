package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MobileNetV2 (Sandler et al., 2018). */
final class MobileNetV2 {
  /** Blocks of one width. */
  private record Stage(int expansion, int channels, int blocks, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));
  private static final ConvBlock LAYERS = ConvBlock.of(Activation.RELU6);
  private static final List<Integer> STAGE_ENDS = List.of(3, 6, 13, 17);
  private static final int STEM = 32;
  private static final int LAST = 1280;

  private MobileNetV2() {}

  static Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> features = features(network.image(), 32);
    Value x = features.get(features.size() - 1);
    x = LAYERS.of(x, "features." + features.size(), configuration.channels(LAST), Kernel.of(1));
    return network.build(Layers.pooledFeatures(x).linear("classifier.1", configuration.classes()));
  }

  /** As {@link Backbone#stages}; the last has 320 channels. */
  static List<Value> stages(Value image, int outputStride) {
    List<Value> features = features(image, outputStride);
    return STAGE_ENDS.stream().map(features::get).toList();
  }

  /**
   * The results of the first convolution and of each block, in the scope of the picture.
   *
   * @param outputStride pixels per element of the last one: 8, 16 or 32; blocks behind a stride
   *     that is left out are dilated in its place
   */
  private static List<Value> features(Value image, int outputStride) {
    Configuration configuration = image.network().configuration();
    Value x = LAYERS.of(image, "features.0", configuration.channels(STEM), Kernel.of(3).stride(2));
    List<Value> features = new ArrayList<>(List.of(x));
    int pixels = 2;
    int dilation = 1;
    for (Stage stage : STAGES) {
      boolean strides = stage.stride() == 1 || pixels < outputStride;
      for (int i = 0; i < stage.blocks(); i++) {
        int stride = i == 0 && strides ? stage.stride() : 1;
        Kernel kernel = Kernel.of(3).dilation(dilation).stride(stride);
        int channels = configuration.channels(stage.channels());
        int expanded = x.channels() * stage.expansion();
        Value input = x.within("features." + features.size());
        x =
            new InvertedResidual(kernel, expanded, channels, Optional.empty(), LAYERS)
                .of(input)
                .in(image.scope());
        features.add(x);
        pixels *= stride;
        dilation *= i == 0 && !strides ? stage.stride() : 1;
      }
    }
    return features;
  }
}
