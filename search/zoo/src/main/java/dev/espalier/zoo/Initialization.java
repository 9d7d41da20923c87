package dev.espalier.zoo;

/** How weights are drawn at the start of training. */
enum Initialization {
  /**
   * Convolutions normal with variance 2 / (outputs a weight feeds), linear layers normal with
   * deviation 0.01 (He et al.: Delving deep into rectifiers, 2015).
   */
  FAN_OUT,
  /** As {@link #FAN_OUT}, convolutions with variance 2 / (inputs of a sum). */
  FAN_IN,
  /** Normal with deviation 0.02, cut off at two deviations, as transformers have it. */
  TRUNCATED;

  /**
   * The standard deviation of a weight.
   *
   * @param shape [outputs, inputs / groups, height, width] of a convolution, of rank 2 or 1
   *     otherwise
   */
  double deviation(long[] shape) {
    if (this == TRUNCATED) {
      return 0.02;
    }
    if (shape.length != 4) {
      return 0.01;
    }
    long fan = (this == FAN_OUT ? shape[0] : shape[1]) * shape[2] * shape[3];
    return Math.sqrt(2.0 / fan);
  }
}
