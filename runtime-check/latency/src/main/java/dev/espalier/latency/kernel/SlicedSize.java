package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.LiteTensor;

/** Sizes of tensors whose last axis is stored in slices of four. */
final class SlicedSize {
  private SlicedSize() {}

  static double of(LiteTensor tensor) {
    if (tensor.rank() == 0) {
      return 1;
    }
    int channels = tensor.dim(tensor.rank() - 1);
    double others = channels == 0 ? 0 : (double) tensor.size() / channels;
    return others * Convolution.sliced(channels);
  }
}
