package dev.espalier.latency.kernel;

/**
 * A convolution on one image as a GPU kernel sees it. Sizes are counts of elements, before channels
 * are padded to slices of four.
 *
 * @param depthwise whether each channel has a filter of its own
 */
public record Convolution(
    boolean depthwise,
    int inChannels,
    int inHeight,
    int inWidth,
    int outChannels,
    int outHeight,
    int outWidth,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int dilation) {
  private static final double MEGA = 1e6;

  public Convolution {
    if (inChannels < 1 || outChannels < 1) {
      throw new IllegalArgumentException(
          "a convolution from %d to %d channels".formatted(inChannels, outChannels));
    }
  }

  /** Channels as they are stored: in slices of four. */
  public static int sliced(int channels) {
    return (channels + 3) / 4 * 4;
  }

  /** Whether the window is one pixel. */
  public boolean isPointwise() {
    return kernelHeight == 1 && kernelWidth == 1;
  }

  /** Multiply-accumulates on sliced channels, in millions. */
  public double megaMacs() {
    return (double) outHeight * outWidth * weights() / MEGA;
  }

  /** Input and output on sliced channels, in megabytes. */
  public double activationMegabytes(int elementBytes) {
    return (inputElements() + outputElements()) * elementBytes / MEGA;
  }

  /** Weights on sliced channels, in megabytes. */
  public double weightMegabytes(int elementBytes) {
    return weights() * elementBytes / MEGA;
  }

  /** Elements of the input on sliced channels. */
  public double inputElements() {
    return (double) sliced(inChannels) * inHeight * inWidth;
  }

  /** Elements of the output on sliced channels. */
  public double outputElements() {
    return (double) sliced(outChannels) * outHeight * outWidth;
  }

  private double weights() {
    double perOutput = depthwise ? 1 : sliced(inChannels);
    return sliced(outChannels) * (double) kernelHeight * kernelWidth * perOutput;
  }
}
