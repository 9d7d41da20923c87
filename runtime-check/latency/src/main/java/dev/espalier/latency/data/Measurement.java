package dev.espalier.latency.data;

import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.KernelClass;

/**
 * The time of one kernel on one GPU.
 *
 * @param gpu such as {@code Adreno 660}
 * @param precision of arithmetic and accumulation: {@code fp16}, {@code fp16_acc32}, {@code fp32}
 * @param network the kernel was tuned for
 * @param elementBytes of a stored element: 2 or 4
 * @param milliseconds of one run
 */
public record Measurement(
    String gpu,
    String precision,
    String network,
    Convolution convolution,
    KernelClass kernelClass,
    int elementBytes,
    double milliseconds) {
  /** What stays together when data are split: the same work, however and wherever it was run. */
  public record Shape(
      boolean depthwise,
      int inChannels,
      int outChannels,
      int outHeight,
      int outWidth,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int dilation) {}

  public Device device() {
    return new Device(gpu, precision);
  }

  public Shape shape() {
    return new Shape(
        convolution.depthwise(),
        convolution.inChannels(),
        convolution.outChannels(),
        convolution.outHeight(),
        convolution.outWidth(),
        convolution.kernelHeight(),
        convolution.kernelWidth(),
        convolution.stride(),
        convolution.dilation());
  }
}
