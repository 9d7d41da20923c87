package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

/**
 * The pyramid of means of PIDNet: features, and their means over larger and larger windows, each
 * normalised before it is convolved.
 *
 * @param width channels of each branch
 * @param channels of the result
 */
record PidPyramid(int width, int channels) {
  private static final int LEVELS = 3;
  private static final Kernel ONE = Kernel.of(1);

  Value of(Value x) {
    Value own = before(x, "scale0", width, ONE);
    Value[] levels = new Value[LEVELS + 1];
    for (int i = 0; i < LEVELS; i++) {
      int stride = 2 << i;
      levels[i] = level(x, Layers.averagePool(x, 2L * stride + 1, stride, stride), i, own);
    }
    levels[LEVELS] = level(x, Layers.globalAveragePool(x), LEVELS, own);
    Value all = levels[0].concat(1, levels[1], levels[2], levels[3]);
    Kernel grouped = Kernel.of(3).groups(levels.length);
    Value together = own.concat(1, before(all, "process", all.channels(), grouped));
    return before(together, "compress", channels, ONE).add(before(x, "shortcut", channels, ONE));
  }

  private Value level(Value x, Value means, int index, Value own) {
    return Interpolation.BILINEAR
        .like(x, before(means, "scale" + (index + 1), width, ONE))
        .add(own);
  }

  /** A normalisation, an activation and a convolution. */
  private static Value before(Value x, String inner, int channels, Kernel kernel) {
    Value y = x.within(inner).batchNorm("0").activate(RELU);
    return y.conv("2", channels, kernel).in(x.scope());
  }
}
