package dev.espalier.measure;

/**
 * A model's time against its prediction.
 *
 * @param kernels the runtime makes of it
 * @param measured milliseconds
 * @param predicted milliseconds
 * @param noise of the measurement: by how much the slowest round was slower than the fastest
 * @param unmeasured share of the measured time in kernels of kinds that no profile has, which are
 *     predicted to take nothing
 */
public record ModelCheck(
    String model, int kernels, double measured, double predicted, double noise, double unmeasured) {
  /** Of a model; the times of its kernels are only used for {@code unmeasured}. */
  public static ModelCheck of(HostProfile profile, Measured model) {
    double predicted = profile.perRun() + profile.perNode() * model.kernels().size();
    double unmeasured = 0;
    for (TimedKernel kernel : model.kernels()) {
      var time = profile.milliseconds(kernel.kernel());
      predicted += time.orElse(0.0);
      unmeasured += time.isPresent() ? 0 : kernel.milliseconds();
    }
    return new ModelCheck(
        model.network(),
        model.kernels().size(),
        model.milliseconds(),
        predicted,
        model.noise(),
        unmeasured / model.milliseconds());
  }

  /** The relative error of the prediction. */
  public double error() {
    return predicted / measured - 1;
  }
}
