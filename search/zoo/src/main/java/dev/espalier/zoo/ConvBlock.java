package dev.espalier.zoo;

/**
 * A convolution, a batch normalisation and an activation: layers {@code 0} and {@code 1} of a
 * scope.
 *
 * @param activation what follows the normalisation
 * @param epsilon of the normalisation
 */
record ConvBlock(Activation activation, double epsilon) {
  static ConvBlock of(Activation activation) {
    return new ConvBlock(activation, 1e-5);
  }

  ConvBlock with(Activation other) {
    return new ConvBlock(other, epsilon);
  }

  /** The block on a value, in a scope inside that of the value, which the result has again. */
  Value of(Value x, String inner, int channels, Kernel kernel) {
    return x.within(inner)
        .conv("0", channels, kernel)
        .batchNorm("1", epsilon)
        .activate(activation)
        .in(x.scope());
  }

  /** As {@link #of}, each channel by itself. */
  Value depthwise(Value x, String inner, Kernel kernel) {
    return of(x, inner, x.channels(), kernel.groups(x.channels()));
  }

  /** A block of each channel by itself, {@code depthwise}, and one of single pixels behind it. */
  Value separable(Value x, String inner, int channels, Kernel kernel) {
    Value y = depthwise(x.within(inner), "depthwise", kernel);
    return of(y, "pointwise", channels, Kernel.of(1)).in(x.scope());
  }
}
