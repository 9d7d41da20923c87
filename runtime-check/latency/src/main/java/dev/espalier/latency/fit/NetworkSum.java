package dev.espalier.latency.fit;

import java.util.List;

/**
 * The kernels of one network, each once.
 *
 * @param measuredMs sum of measured times
 * @param predictedMs sum of predicted times
 * @param error {@code predictedMs / measuredMs - 1}
 */
public record NetworkSum(
    String network, int kernels, double measuredMs, double predictedMs, double error) {
  /** The sums over some predictions, at least one. */
  public static NetworkSum of(String network, List<HeldOut> kernels) {
    double measured = kernels.stream().mapToDouble(k -> k.row().milliseconds()).sum();
    double predicted = kernels.stream().mapToDouble(HeldOut::predicted).sum();
    return new NetworkSum(network, kernels.size(), measured, predicted, predicted / measured - 1);
  }

  /** How many times the sums differ, at least 1. */
  public double factor() {
    return Math.max(measuredMs / predictedMs, predictedMs / measuredMs);
  }
}
