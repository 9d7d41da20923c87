package dev.espalier.latency.profile;

import dev.espalier.latency.fit.HeldOut;
import dev.espalier.latency.kernel.KernelClass;
import java.util.List;

/**
 * Split-conformal factors: of n held-out errors, the {@code ceil((n + 1) q)}-th smallest bounds the
 * error of one more kernel with probability q (Lei et al.: Distribution-free predictive inference
 * for regression, 2018, section 2.2). Errors are factors between prediction and measurement.
 *
 * <p>A class with few kernels gets the factor of all classes if that is larger.
 */
record Conformal(List<HeldOut> predictions) {
  private static final int FEW = 20;

  /** The factor of all classes together. */
  double factor(double share) {
    return quantile(factors(predictions), share);
  }

  double factor(KernelClass kind, double share) {
    double[] own =
        factors(predictions.stream().filter(p -> p.row().kernelClass() == kind).toList());
    double factor = quantile(own, share);
    return own.length >= FEW ? factor : Math.max(factor(share), factor);
  }

  private static double[] factors(List<HeldOut> predictions) {
    return predictions.stream()
        .mapToDouble(HeldOut::ratio)
        .map(ratio -> Math.max(ratio, 1 / ratio))
        .sorted()
        .toArray();
  }

  /** The largest one where the sample is too small for the share; 1 of an empty one. */
  private static double quantile(double[] sorted, double share) {
    int position = (int) Math.ceil((sorted.length + 1) * share);
    return sorted.length == 0 ? 1 : sorted[Math.min(position, sorted.length) - 1];
  }
}
