package dev.espalier.latency.model;

import dev.espalier.latency.kernel.Convolution;

/**
 * The time a kernel needs for its launch, its arithmetic and its traffic, in milliseconds:
 *
 * <pre>  fixed + perMegaMac * MMAC + perActivationMegabyte * MB_act + perWeightMegabyte * MB_weight
 * </pre>
 *
 * <p>on channels in slices of four. No coefficient is negative.
 */
public record Roofline(
    double fixed, double perMegaMac, double perActivationMegabyte, double perWeightMegabyte) {
  /** No kernel is faster than this, in milliseconds. */
  public static final double FLOOR = 1e-3;

  /** The predicted time in milliseconds. */
  public double milliseconds(Convolution convolution, int elementBytes) {
    double sum =
        fixed
            + perMegaMac * convolution.megaMacs()
            + perActivationMegabyte * convolution.activationMegabytes(elementBytes)
            + perWeightMegabyte * convolution.weightMegabytes(elementBytes);
    return Math.max(FLOOR, sum);
  }
}
