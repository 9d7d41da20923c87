package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks (He et al.: Deep residual learning for image recognition, 2016), with the
 * stride of a bottleneck in its 3x3 convolution.
 *
 * @param depths blocks of each of the four stages
 * @param bottleneck whether a block narrows its channels, or has two plain 3x3 convolutions
 */
record ResNet(List<Integer> depths, boolean bottleneck) {
  static final ResNet R18 = new ResNet(List.of(2, 2, 2, 2), false);
  static final ResNet R34 = new ResNet(List.of(3, 4, 6, 3), false);
  static final ResNet R50 = new ResNet(List.of(3, 4, 6, 3), true);
  static final ResNet R101 = new ResNet(List.of(3, 4, 23, 3), true);

  private static final int FIRST_WIDTH = 64;
  private static final int EXPANSION = 4;

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> stages = stages(network.image(), 32);
    Value features = Layers.pooledFeatures(stages.get(3).in(""));
    return network.build(features.linear("fc", configuration.classes()));
  }

  /**
   * The results of the four stages, in the scope of the picture.
   *
   * @param outputStride pixels per element of the last stage: 8, 16 or 32; blocks behind a stride
   *     that is left out are dilated in its place
   */
  List<Value> stages(Value image, int outputStride) {
    int width = image.network().configuration().channels(FIRST_WIDTH);
    Value stem = image.conv("conv1", width, Kernel.of(7).stride(2)).batchNorm("bn1");
    Value x = Layers.maxPool(stem.activate(RELU), 3, 2, 1);
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
        x = block(input, width << stage, i == 0 ? stride : 1, i == 0 ? before : dilation);
      }
      stages.add(x.in(image.scope()));
    }
    return stages;
  }

  private Value block(Value x, int width, int stride, int dilation) {
    Kernel three = Kernel.of(3).dilation(dilation);
    Value y = bottleneck ? narrow(x, width, three.stride(stride)) : plain(x, width, three, stride);
    boolean same = stride == 1 && x.channels() == y.channels();
    Value shortcut =
        same
            ? x
            : x.conv("downsample.0", y.channels(), Kernel.of(1).stride(stride))
                .batchNorm("downsample.1");
    return y.add(shortcut).activate(RELU);
  }

  private static Value plain(Value x, int width, Kernel three, int stride) {
    Value y = x.conv("conv1", width, three.stride(stride)).batchNorm("bn1").activate(RELU);
    return y.conv("conv2", width, three).batchNorm("bn2");
  }

  private static Value narrow(Value x, int width, Kernel three) {
    Value y = x.conv("conv1", width, Kernel.of(1)).batchNorm("bn1").activate(RELU);
    y = y.conv("conv2", width, three).batchNorm("bn2").activate(RELU);
    return y.conv("conv3", width * EXPANSION, Kernel.of(1)).batchNorm("bn3");
  }
}
