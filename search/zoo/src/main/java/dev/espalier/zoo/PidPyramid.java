package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.RELU;

import java.util.ArrayList;
import java.util.List;

/**
 * The pyramid of means of PIDNet: features, and their means over larger and larger windows, each
 * normalised before it is convolved.
 *
 * @param width channels of each branch
 * @param channels of the result
 */
record PidPyramid(int width, int channels) {
  private static final List<Integer> STRIDES = List.of(2, 4, 8);
  private static final Kernel ONE = Kernel.of(1);

  Value of(Value x) {
    Value own = preactivated(x, "scale0", width, ONE);
    List<Value> levels = new ArrayList<>();
    for (int stride : STRIDES) {
      Value means = Layers.averagePool(x, 2L * stride + 1, stride, stride);
      levels.add(level(means, "scale" + (levels.size() + 1), own));
    }
    levels.add(level(Layers.globalAveragePool(x), "scale" + (levels.size() + 1), own));
    Value all = Value.concat(1, levels);
    Kernel grouped = Kernel.of(3).groups(levels.size());
    Value together = own.concat(1, preactivated(all, "process", all.channels(), grouped));
    return preactivated(together, "compress", channels, ONE)
        .add(preactivated(x, "shortcut", channels, ONE));
  }

  private Value level(Value means, String inner, Value own) {
    Value y = preactivated(means, inner, width, ONE);
    return Interpolation.BILINEAR.like(own, y).add(own);
  }

  /** A normalisation, an activation and a convolution. */
  private static Value preactivated(Value x, String inner, int channels, Kernel kernel) {
    Value y = x.within(inner).batchNorm("0").activate(RELU);
    return y.conv("2", channels, kernel).in(x.scope());
  }
}
