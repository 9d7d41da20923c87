package dev.espalier.zoo;

/**
 * A gate per channel, made from the means of all channels by two small layers {@code fc1} and
 * {@code fc2} (Hu et al.: Squeeze-and-excitation networks, 2018).
 *
 * @param squeezed channels between the layers
 * @param gate what the factors go through last
 */
record SqueezeExcitation(int squeezed, Activation gate) {
  Value of(Value x) {
    Kernel one = Kernel.of(1).withBias();
    Value small = Layers.globalAveragePool(x).conv("fc1", squeezed, one).activate(Activation.RELU);
    return x.times(small.conv("fc2", x.channels(), one).activate(gate));
  }
}
