package dev.espalier.latency.fit;

import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.model.KernelModel;

/**
 * A measured kernel, and what was predicted for it.
 *
 * @param predicted milliseconds
 */
public record HeldOut(Measurement row, double predicted) {
  /** What a model predicts for a kernel; it must know the kernel's class. */
  public static HeldOut of(Measurement row, KernelModel model) {
    return new HeldOut(row, model.milliseconds(row.convolution(), row.kernelClass()));
  }

  /** The predicted over the measured time. */
  public double ratio() {
    return predicted / row.milliseconds();
  }

  /** The relative error, not negative. */
  public double error() {
    return Math.abs(ratio() - 1);
  }
}
