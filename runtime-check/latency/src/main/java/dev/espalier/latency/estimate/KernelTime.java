package dev.espalier.latency.estimate;

import dev.espalier.latency.Prediction;
import dev.espalier.latency.kernel.Kernel;

/** A kernel and its predicted time. */
public record KernelTime(Kernel kernel, Prediction prediction) {
  /** In milliseconds. */
  public double milliseconds() {
    return prediction.milliseconds();
  }
}
