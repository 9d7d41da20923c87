package dev.espalier.search.config;

import java.util.List;

/** How weights are changed. */
public record OptimizerConfig(
    Method method,
    double rate,
    double momentum,
    List<Double> betas,
    double weightDecay,
    boolean decayAll) {
  /** Optimizers, by their names in files. */
  public enum Method {
    SGD,
    ADAMW
  }
}
