package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.LiteTensor;

/**
 * Sizes of tensors whose last axis is stored in slices of four; the one axis of a vector is not.
 */
final class SlicedSize {
  private SlicedSize() {}

  static double of(LiteTensor tensor) {
    int channels = tensor.rank() < 2 ? 1 : tensor.dim(tensor.rank() - 1);
    double others = channels == 0 ? 0 : (double) tensor.size() / channels;
    return others * Convolution.sliced(channels);
  }
}
