package dev.espalier.latency;

import dev.espalier.latency.kernel.Kernel;

/** Predicts how long kernels take on one device. The same kernel always gets the same figure. */
public interface Predictor {
  /** The time of one run of a kernel, with how far it can be trusted. */
  Prediction predict(Kernel kernel);
}
