package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

/**
 * Convolutions whose result is added to their input (He et al.: Deep residual learning for image
 * recognition, 2016): two of 3x3, or in a bottleneck one of 3x3 between two of 1x1. The input goes
 * through a 1x1 convolution where its shape differs. The stride is that of the (first) 3x3
 * convolution.
 *
 * @param expansion channels of the result per channel inside a bottleneck; 0 for two 3x3 ones
 */
record ResidualBlock(int expansion) {
  static final ResidualBlock PLAIN = new ResidualBlock(0);

  /** The sum, no activation behind it. */
  Value of(Value x, int width, Kernel kernel) {
    Value y = expansion > 0 ? bottleneck(x, width, kernel) : plain(x, width, kernel);
    Kernel one = Kernel.of(1).stride(kernel.stride());
    boolean same = kernel.stride() == 1 && x.channels() == y.channels();
    return y.add(same ? x : x.conv("downsample.0", y.channels(), one).batchNorm("downsample.1"));
  }

  private static Value plain(Value x, int width, Kernel kernel) {
    Value y = x.conv("conv1", width, kernel).batchNorm("bn1").activate(RELU);
    return y.conv("conv2", width, kernel.stride(1)).batchNorm("bn2");
  }

  private Value bottleneck(Value x, int width, Kernel kernel) {
    Value y = x.conv("conv1", width, Kernel.of(1)).batchNorm("bn1").activate(RELU);
    y = y.conv("conv2", width, kernel).batchNorm("bn2").activate(RELU);
    return y.conv("conv3", width * expansion, Kernel.of(1)).batchNorm("bn3");
  }
}
