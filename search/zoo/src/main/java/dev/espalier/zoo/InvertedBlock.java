package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.NONE;
import static dev.espalier.zoo.Activation.RELU;

/**
 * The convolutional blocks of RTSeg (AAAI 2023): a 3x3 convolution, then six times the channels,
 * each convolved by itself, and back.
 */
final class InvertedBlock {
  private static final ConvBlock LAYERS = ConvBlock.of(RELU);
  private static final ConvBlock LINEAR = LAYERS.with(NONE);
  private static final Kernel ONE = Kernel.of(1);
  private static final Kernel THREE = Kernel.of(3);
  private static final int EXPANSION = 6;

  private InvertedBlock() {}

  /** The block at one resolution, added to its input. */
  static Value keep(Value x) {
    Value y = LAYERS.depthwise(expanded(x), "dw", THREE);
    return x.add(LINEAR.of(y, "pwl", x.channels(), ONE)).activate(RELU);
  }

  /** The block to half the size, with a shortcut of its own. */
  static Value halve(Value x, int channels) {
    Value y = LINEAR.depthwise(expanded(x), "dw0", THREE.stride(2));
    y = LINEAR.of(LAYERS.depthwise(y, "dw1", THREE), "pwl", channels, ONE);
    Value shortcut = LINEAR.depthwise(x, "sc_dw", THREE.stride(2));
    return y.add(LINEAR.of(shortcut, "sc_pw", channels, ONE)).activate(RELU);
  }

  private static Value expanded(Value x) {
    Value y = LAYERS.of(x, "conv3", x.channels(), THREE);
    return LAYERS.of(y, "pw", EXPANSION * x.channels(), ONE);
  }
}
