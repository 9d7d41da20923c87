package dev.espalier.latency.profile;

import java.util.List;

/**
 * How far a profile that was scaled by k kernels is off: what was found when the Adreno 660 was
 * predicted as a scaled Adreno 730, for shapes that were not seen either (last table of held-out
 * figures in docs/latency.md). One pair of related devices: bounds from below.
 *
 * @param kernels the least k
 * @param factor80 80 % of the other kernels were within it
 * @param factor90 90 % were
 * @param factor95 95 % were
 * @param sum 95 % of the sums of networks were within it
 */
record CalibrationBand(int kernels, double factor80, double factor90, double factor95, double sum) {
  private static final List<CalibrationBand> FOUND =
      List.of(
          new CalibrationBand(1, 1.49, 1.70, 1.90, 1.71),
          new CalibrationBand(3, 1.35, 1.53, 1.69, 1.35),
          new CalibrationBand(5, 1.32, 1.50, 1.67, 1.27),
          new CalibrationBand(10, 1.30, 1.49, 1.65, 1.22),
          new CalibrationBand(20, 1.29, 1.49, 1.64, 1.19));

  /** The band for a number of kernels, at least one. */
  static CalibrationBand of(int kernels) {
    List<CalibrationBand> reached = FOUND.stream().filter(b -> b.kernels <= kernels).toList();
    return reached.get(reached.size() - 1);
  }
}
