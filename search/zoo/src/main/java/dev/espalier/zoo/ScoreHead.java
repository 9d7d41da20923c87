package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

/**
 * A classifier of pixels: a 3x3 convolution {@code conv} and scores of single pixels {@code
 * scores}.
 *
 * @param hidden channels between the two
 * @param biased whether a bias is added to the scores
 */
record ScoreHead(int hidden, boolean biased) {
  static ScoreHead of(int hidden) {
    return new ScoreHead(hidden, true);
  }

  /** [N,classes,H,W]. */
  Value of(Value x) {
    Configuration configuration = x.network().configuration();
    Value y = ConvBlock.of(RELU).of(x, "conv", configuration.channels(hidden), Kernel.of(3));
    Kernel one = Kernel.of(1);
    return y.conv("scores", configuration.classes(), biased ? one.withBias() : one);
  }
}
