package dev.espalier.zoo;

import java.util.Optional;

/**
 * A block that widens its channels, convolves each by itself and narrows them again (Sandler et
 * al.: MobileNetV2, 2018). It is added to its input where both have the same shape. The layers are
 * numbered; that which widens is left out when the channels are wide enough.
 *
 * @param kernel of the depthwise convolution
 * @param expanded channels inside
 * @param channels that come out
 * @param gate behind the depthwise convolution
 * @param layers normalisation and activation of all layers but the last, which has no activation
 */
record InvertedResidual(
    Kernel kernel, int expanded, int channels, Optional<SqueezeExcitation> gate, ConvBlock layers) {
  Value of(Value x) {
    int layer = 0;
    Value y = x;
    if (expanded != x.channels()) {
      y = layers.of(y, "block." + layer++, expanded, Kernel.of(1));
    }
    y = layers.depthwise(y, "block." + layer++, kernel);
    if (gate.isPresent()) {
      y = gate.get().of(y.within("block." + layer++)).in(x.scope());
    }
    y = layers.with(Activation.NONE).of(y, "block." + layer, channels, Kernel.of(1));
    return x.type().equals(y.type()) ? x.add(y) : y;
  }
}
