package dev.espalier.latency;

import java.util.List;

/**
 * The predicted time of a kernel.
 *
 * @param milliseconds of one run
 * @param unvalidated of these, what comes from formulas with constants that nobody has checked: all
 *     where kernels of this kind were not measured on the device, else that for values which only
 *     linked operators read
 * @param factor 90 % of measured kernels that were held out lie within {@code milliseconds /
 *     factor} and {@code milliseconds * factor}; 1 where nothing was measured
 * @param outOfRange features that are outside of what was measured, such as {@code log MMAC}
 */
public record Prediction(
    double milliseconds, double unvalidated, double factor, List<String> outOfRange) {
  public Prediction {
    outOfRange = List.copyOf(outOfRange);
  }
}
