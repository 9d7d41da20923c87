package dev.espalier.latency;

import java.util.List;

/**
 * The predicted time of a kernel.
 *
 * @param milliseconds of one run
 * @param factor 90 % of measured kernels that were held out lie within {@code milliseconds /
 *     factor} and {@code milliseconds * factor}; 1 where nothing was measured
 * @param validated whether kernels of this kind were measured on the device; if not, the time is a
 *     formula with constants that nobody has checked
 * @param outOfRange features that are outside of what was measured, such as {@code log MMAC}
 */
public record Prediction(
    double milliseconds, double factor, boolean validated, List<String> outOfRange) {
  public Prediction {
    outOfRange = List.copyOf(outOfRange);
  }
}
