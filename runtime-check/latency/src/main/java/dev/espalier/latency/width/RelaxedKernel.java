package dev.espalier.latency.width;

import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.model.Roofline;

/**
 * The time of a kernel as a smooth function of kept channels around a point: channels are not in
 * slices of four, and the algorithm, the correction of the roofline and its range stay as they are
 * at the point.
 *
 * <pre>  correction * roofline(in, out) + rest,   in, out and rest affine in the kept channels
 * </pre>
 *
 * @param pools whose channels the kernel has
 * @param point kept channels of these pools
 * @param convolution at the point
 * @param in change of the input channels with each pool
 * @param out change of the output channels with each pool
 * @param roofline of the convolution's class; all zero where nothing was measured
 * @param rest of the time at the point
 * @param slopes change of the rest with each pool
 */
record RelaxedKernel(
    int[] pools,
    double[] point,
    Convolution convolution,
    double[] in,
    double[] out,
    Roofline roofline,
    double correction,
    int elementBytes,
    double rest,
    double[] slopes) {
  private static final double MEGA = 1e6;

  /** The time in milliseconds. */
  double milliseconds(double[] kept) {
    double c = convolution.inChannels();
    double k = convolution.outChannels();
    double sum = rest;
    for (int i = 0; i < pools.length; i++) {
      double step = kept[pools[i]] - point[i];
      c += in[i] * step;
      k += out[i] * step;
      sum += slopes[i] * step;
    }
    double weights = window() * k * (convolution.depthwise() ? 1 : c);
    double macs = pixels() * weights;
    double values = inputPixels() * c + pixels() * k;
    return sum + correction * (roofline.fixed() + linear(macs, values, weights));
  }

  /** Adds the derivative by each pool. */
  void addGradient(double[] kept, double[] gradient) {
    double c = convolution.inChannels();
    double k = convolution.outChannels();
    for (int i = 0; i < pools.length; i++) {
      c += in[i] * (kept[pools[i]] - point[i]);
      k += out[i] * (kept[pools[i]] - point[i]);
    }
    for (int i = 0; i < pools.length; i++) {
      double weights = window() * (convolution.depthwise() ? out[i] : out[i] * c + in[i] * k);
      double values = inputPixels() * in[i] + pixels() * out[i];
      gradient[pools[i]] += slopes[i] + correction * linear(pixels() * weights, values, weights);
    }
  }

  private double linear(double macs, double values, double weights) {
    return roofline.perMegaMac() * macs / MEGA
        + roofline.perActivationMegabyte() * values * elementBytes / MEGA
        + roofline.perWeightMegabyte() * weights * elementBytes / MEGA;
  }

  private double window() {
    return (double) convolution.kernelHeight() * convolution.kernelWidth();
  }

  private double pixels() {
    return (double) convolution.outHeight() * convolution.outWidth();
  }

  private double inputPixels() {
    return (double) convolution.inHeight() * convolution.inWidth();
  }
}
