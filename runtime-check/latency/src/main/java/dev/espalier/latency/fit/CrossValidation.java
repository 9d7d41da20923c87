package dev.espalier.latency.fit;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.data.Networks;
import dev.espalier.latency.fit.Folds.Fold;
import dev.espalier.latency.model.KernelModel;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a method predicts a device's kernels that it has not seen.
 *
 * @param validation the figures
 * @param outOfFold the predictions behind the grouped figures
 */
public record CrossValidation(Validation validation, List<HeldOut> outOfFold) {
  private static final int FOLDS = 5;

  /**
   * Holds out and fits, ten times or so.
   *
   * @param data all rows that may be fitted
   * @param device whose rows are predicted
   */
  public static CrossValidation run(FitModels fit, Measurements data, Device device) {
    List<HeldOut> outOfFold = new ArrayList<>();
    for (Fold fold : Folds.grouped(data, FOLDS, fit.seed())) {
      outOfFold.addAll(predict(fit, fold, device));
    }
    List<HeldOut> all = new ArrayList<>();
    List<NetworkSum> networks = new ArrayList<>();
    for (Fold fold : Folds.networks(data, Networks.of(data, device))) {
      List<HeldOut> kernels = predict(fit, fold, device);
      if (!kernels.isEmpty()) {
        networks.add(NetworkSum.of(fold.name(), kernels));
        all.addAll(kernels);
      }
    }
    return new CrossValidation(
        new Validation(fit.method(), Accuracy.of(outOfFold), Accuracy.of(all), networks),
        outOfFold);
  }

  private static List<HeldOut> predict(FitModels fit, Fold fold, Device device) {
    Measurements test = fold.test().of(device);
    if (test.rows().isEmpty() || fold.train().of(device).rows().isEmpty()) {
      return List.of();
    }
    KernelModel model = fit.run(fold.train()).get(device);
    return test.rows().stream()
        .filter(row -> model.classes().containsKey(row.kernelClass()))
        .map(row -> HeldOut.of(row, model))
        .toList();
  }
}
