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

  /** The same with other channels; of a depthwise convolution both are the same channels. */
  public Convolution withChannels(int in, int out) {
    return new Convolution(
        depthwise,
        in,
        inHeight,
        inWidth,
        out,
        outHeight,
        outWidth,
        kernelHeight,
        kernelWidth,
        stride,
        dilation);
  }

  /** The convolution that takes as long as this one: that with the channels which are stored. */
  public Convolution stored() {
    return withChannels(sliced(inChannels), sliced(outChannels));
  }

  /** Whether the window is one pixel. */
  public boolean isPointwise() {
    return kernelHeight == 1 && kernelWidth == 1;
  }

  /** What the kernel computes and moves. */
  public Work work() {
    return new Work(megaMacs(), inputElements() + outputElements(), weights());
  }

  /** Multiply-accumulates on the channels as they are, not in slices. */
  public long macs() {
    long perOutput = (long) kernelHeight * kernelWidth * (depthwise ? 1 : inChannels);
    return (long) outHeight * outWidth * outChannels * perOutput;
  }

  /** Multiply-accumulates on sliced channels, in millions. */
  public double megaMacs() {
    return (double) outHeight * outWidth * weights() / MEGA;
  }

  /** Input and output on sliced channels, in megabytes. */
  public double activationMegabytes(int elementBytes) {
    return work().activationMegabytes(elementBytes);
  }

  /** Weights on sliced channels, in megabytes. */
  public double weightMegabytes(int elementBytes) {
    return work().weightMegabytes(elementBytes);
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
