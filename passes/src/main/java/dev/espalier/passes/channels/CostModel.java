package dev.espalier.passes.channels;

/** What parameters and computation are worth, for choosing between exact forms of removal. */
@FunctionalInterface
public interface CostModel {
  /** The cost of weights and multiply-accumulates; additive, not negative. */
  double cost(double parameters, double macs);

  /** Shares of the network's parameters and of its MACs, added up: for want of a device profile. */
  static CostModel relativeTo(double parameters, double macs) {
    return (p, m) -> p / Math.max(1, parameters) + m / Math.max(1, macs);
  }
}
