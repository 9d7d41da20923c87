package dev.espalier.latency.profile;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.fit.CrossValidation;
import dev.espalier.latency.fit.FitModels;
import dev.espalier.latency.fit.Method;
import dev.espalier.latency.fit.NetworkSum;
import dev.espalier.latency.fit.Validation;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.model.Hull;
import dev.espalier.latency.model.KernelModel;
import dev.espalier.latency.model.Roofline;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the profile of a device from measured kernels: fits them, and holds shapes and networks out
 * to learn how far the fit can be trusted.
 *
 * @param fit how to fit
 * @param winogradTiles see {@link Profile#winogradTiles}
 */
public record FitProfile(FitModels fit, int winogradTiles) {
  /** Fewer shapes cannot be split in five. */
  private static final int LEAST_SHAPES = 10;

  /** The worst error of a network's sum on the Adreno 660 at fp16; no band is narrower. */
  private static final double LEAST_SUM_FACTOR = 1.11;

  private static final double KERNEL_SHARE = 0.9;

  static final String RANKS =
      "Predictions rank candidates and guard budgets; a release needs a run on the device.";

  static final String UNMEASURED =
      "Operators other than convolutions were not measured: their costs are UNVALIDATED.";

  /**
   * Fits one device.
   *
   * @param data rows of any number of devices, all of which are fitted together
   * @throws LatencyDataException when the device has too few rows
   */
  public Profile run(Measurements data, Identity identity, DataSource source) {
    Measurements own = data.of(identity.device());
    if (own.shapes() < LEAST_SHAPES) {
      throw new LatencyDataException(
          "%s has %d shapes measured on %s, and %d are needed",
          source.file(), own.shapes(), identity.device(), LEAST_SHAPES);
    }
    KernelModel model = fit.run(data).get(identity.device());
    CrossValidation cross = CrossValidation.run(fit, data, identity.device());
    List<Validation> validation = new ArrayList<>();
    if (fit.method() != Method.ROOFLINE) {
      FitModels roofline = new FitModels(Method.ROOFLINE, fit.seed());
      validation.add(CrossValidation.run(roofline, data, identity.device()).validation());
    }
    validation.add(cross.validation());
    return new Profile(
        Profile.VERSION,
        identity.name(),
        Profile.Kind.FITTED,
        identity,
        source.provenance(data.rows().size(), own.rows().size()),
        fit.seed(),
        winogradTiles,
        sumFactor(cross),
        trust(own, model, new Conformal(cross.outOfFold())),
        Map.of(Profile.OTHER, other(model)),
        validation,
        List.of(RANKS, UNMEASURED),
        model);
  }

  /** The worst sum of a network; without one that could be held out, as bad as single kernels. */
  private static double sumFactor(CrossValidation cross) {
    double worst =
        cross.validation().networks().stream()
            .mapToDouble(NetworkSum::factor)
            .max()
            .orElseGet(() -> new Conformal(cross.outOfFold()).factor(KERNEL_SHARE));
    return Math.max(LEAST_SUM_FACTOR, worst);
  }

  private static Map<KernelClass, Trust> trust(
      Measurements own, KernelModel model, Conformal conformal) {
    Map<KernelClass, Trust> trust = new EnumMap<>(KernelClass.class);
    for (KernelClass kind : KernelClass.values()) {
      List<double[]> kernels =
          own.rows().stream()
              .filter(row -> row.kernelClass() == kind)
              .map((Measurement row) -> model.features(row.convolution(), kind))
              .toList();
      if (!kernels.isEmpty()) {
        trust.put(
            kind,
            new Trust(
                kernels.size(),
                Hull.of(kernels),
                conformal.factor(kind, 0.8),
                conformal.factor(kind, 0.9),
                conformal.factor(kind, 0.95)));
      }
    }
    return trust;
  }

  /**
   * The cost of what was not measured, our choice: launch and traffic as of depthwise kernels,
   * which are bound by memory, and arithmetic as of 1x1 convolutions.
   */
  private static OperatorCost other(KernelModel model) {
    Roofline memory = model.rooflineNear(KernelClass.DEPTHWISE);
    Roofline products = model.rooflineNear(KernelClass.POINTWISE);
    return new OperatorCost(
        memory.fixed(), memory.perActivationMegabyte(), products.perMegaMac(), false);
  }
}
