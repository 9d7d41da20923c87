package dev.espalier.zoo;

/** How weights are drawn at the start of training. */
enum Initialization {
  /**
   * Convolutions normal with variance 2 / (outputs a weight feeds), groups left out of account,
   * linear layers normal with deviation 0.01 (He et al.: Delving deep into rectifiers, 2015).
   */
  FAN_OUT,
  /** As {@link #FAN_OUT}, convolutions with variance 2 / (inputs of a sum). */
  FAN_IN,
  /** Normal with deviation 0.02, cut off at two deviations, as transformers have it. */
  TRUNCATED,
  /**
   * Convolutions as {@link #FAN_OUT}, but per group, all else as {@link #TRUNCATED}: networks that
   * have both convolutions and attention.
   */
  MIXED;

  /**
   * The standard deviation of a weight.
   *
   * @param shape [outputs, inputs / groups, height, width] of a convolution, of rank 2 or 1
   *     otherwise
   * @param groups of the convolution
   */
  double deviation(long[] shape, long groups) {
    if (isTruncated(shape)) {
      return 0.02;
    }
    if (shape.length != 4) {
      return 0.01;
    }
    long outputs = this == MIXED ? shape[0] / groups : shape[0];
    long fan = (this == FAN_IN ? shape[1] : outputs) * shape[2] * shape[3];
    return Math.sqrt(2.0 / fan);
  }

  /** Whether numbers beyond two deviations are left out. */
  boolean isTruncated(long[] shape) {
    return this == TRUNCATED || this == MIXED && shape.length != 4;
  }
}
