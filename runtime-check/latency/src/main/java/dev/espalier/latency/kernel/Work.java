package dev.espalier.latency.kernel;

/**
 * What a kernel computes and moves, on channels in slices of four.
 *
 * @param megaMacs multiply-accumulates, in millions
 * @param activations elements of values that are read and written
 * @param weights elements of weights that are read
 */
public record Work(double megaMacs, double activations, double weights) {
  private static final double MEGA = 1e6;

  /** Nothing but elements that are read or written. */
  public static Work ofTraffic(double elements) {
    return new Work(0, elements, 0);
  }

  /** Values that are read and written, in megabytes. */
  public double activationMegabytes(int elementBytes) {
    return activations * elementBytes / MEGA;
  }

  /** Weights, in megabytes. */
  public double weightMegabytes(int elementBytes) {
    return weights * elementBytes / MEGA;
  }
}
