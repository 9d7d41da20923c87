package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import java.util.ArrayList;
import java.util.List;

/**
 * Atrous spatial pyramid pooling (Chen et al.: Rethinking atrous convolution, 2017): a convolution
 * of single pixels, parallel 3x3 convolutions that see more and more around them, and the mean of
 * the picture, put together by one more convolution.
 *
 * @param rates dilations of the 3x3 convolutions; none in the light form
 * @param channels of each branch and of the result
 * @param separable whether the 3x3 convolutions are depthwise, each followed by one of 1x1
 * @param fusion height and width of the last convolution
 */
record AtrousPyramid(List<Integer> rates, int channels, boolean separable, int fusion) {
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);

  static AtrousPyramid of(Integer... rates) {
    return new AtrousPyramid(List.of(rates), 256, false, 1);
  }

  Value of(Value x) {
    int width = x.network().configuration().channels(channels);
    List<Value> branches = new ArrayList<>();
    branches.add(LAYERS.of(x, "convs.0", width, Kernel.of(1)));
    for (int rate : rates) {
      String branch = "convs." + branches.size();
      Kernel kernel = Kernel.of(3).dilation(rate);
      branches.add(
          separable
              ? LAYERS.separable(x, branch, width, kernel)
              : LAYERS.of(x, branch, width, kernel));
    }
    Value pooled = LAYERS.of(Layers.globalAveragePool(x), "pooled", width, Kernel.of(1));
    branches.add(Interpolation.BILINEAR.like(x, pooled));
    return LAYERS.of(Value.concat(1, branches), "project", width, Kernel.of(fusion));
  }
}
