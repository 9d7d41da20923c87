package dev.espalier.latency.profile;

import dev.espalier.latency.Prediction;
import dev.espalier.latency.Predictor;
import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.Kernel;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.kernel.Work;
import dev.espalier.latency.model.KernelModel;
import java.util.List;

/**
 * Predicts kernels by a profile: convolutions by the fitted model, others by the costs of their
 * operator. What linked operators read is added to a convolution at the cost of traffic.
 */
public record ProfilePredictor(Profile profile) implements Predictor {
  private static final double BYTES_PER_MEGABYTE = 1e6;

  @Override
  public Prediction predict(Kernel kernel) {
    return kernel
        .convolution()
        .map(convolution -> convolution(kernel, convolution))
        .orElseGet(() -> other(kernel));
  }

  /** The class by which the device runs a convolution. */
  public KernelClass kernelClass(Convolution convolution) {
    KernelClass kind = KernelClass.of(convolution, profile.winogradTiles());
    boolean known = profile.model().classes().containsKey(kind);
    return known || kind != KernelClass.WINOGRAD ? kind : KernelClass.DENSE;
  }

  private Prediction convolution(Kernel kernel, Convolution convolution) {
    KernelModel model = profile.model();
    KernelClass kind = kernelClass(convolution);
    if (!model.classes().containsKey(kind)) {
      return other(kernel);
    }
    double linked =
        profile.operator(Profile.OTHER).msPerMegabyte() * megabytes(kernel.linkedElements());
    double time = model.milliseconds(convolution, kind) + linked;
    Trust trust = profile.trust().get(kind);
    return trust == null
        ? new Prediction(time, time, 1, List.of())
        : new Prediction(
            time,
            linked,
            trust.factor90(),
            trust.hull().outside(model.features(convolution, kind)));
  }

  private Prediction other(Kernel kernel) {
    OperatorCost cost = profile.operator(kernel.operator());
    Work work = kernel.work();
    int bytes = profile.model().elementBytes();
    double megabytes =
        work.activationMegabytes(bytes)
            + work.weightMegabytes(bytes)
            + megabytes(kernel.linkedElements());
    double time = cost.milliseconds(megabytes, work.megaMacs());
    return new Prediction(time, cost.validated() ? 0 : time, 1, List.of());
  }

  private double megabytes(double elements) {
    return elements * profile.model().elementBytes() / BYTES_PER_MEGABYTE;
  }
}
