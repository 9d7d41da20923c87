package dev.espalier.latency.profile;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.fit.Accuracy;
import dev.espalier.latency.fit.FitModels;
import dev.espalier.latency.fit.HeldOut;
import dev.espalier.latency.fit.Method;
import dev.espalier.latency.fit.Scale;
import dev.espalier.latency.fit.Validation;
import dev.espalier.latency.kernel.KernelClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the profile of a device from few kernels and the profile of another one: below {@link
 * #REFIT} kernels the other one's times are scaled, from there on rooflines are fitted to the
 * kernels alone.
 *
 * @param nearest the other profile
 */
public record CalibrateProfile(Profile nearest) {
  /** From so many kernels on they are fitted alone. */
  public static final int REFIT = 40;

  private static final double HALF = 0.5;

  /**
   * Makes the profile.
   *
   * @param data rows of any devices; those of the identity's are used
   * @throws LatencyDataException when none of them is of a class that the other profile knows, or
   *     there are many rows of few shapes
   */
  public Profile run(Measurements data, Identity identity, DataSource source) {
    Measurements own = data.of(identity.device());
    if (own.rows().size() >= REFIT) {
      FitModels rooflines = new FitModels(Method.ROOFLINE, nearest.seed());
      return new FitProfile(rooflines, nearest.winogradTiles()).run(own, identity, source);
    }
    List<HeldOut> kernels =
        own.rows().stream()
            .filter(row -> nearest.model().classes().containsKey(row.kernelClass()))
            .map(row -> HeldOut.of(row, nearest.model()))
            .toList();
    if (kernels.isEmpty()) {
      throw noKernels(data, identity.device(), source);
    }
    return scaled(kernels, identity, source);
  }

  private LatencyDataException noKernels(Measurements data, Device device, DataSource source) {
    return new LatencyDataException(
        "%s has no kernel of %s of a class that %s knows (%s); it has %s",
        source.file(),
        device,
        nearest.name(),
        nearest.model().classes().keySet().stream().map(KernelClass::text).toList(),
        data.devices());
  }

  private Profile scaled(List<HeldOut> kernels, Identity identity, DataSource source) {
    double scale = Scale.of(kernels);
    List<HeldOut> heldOut = Scale.leaveOneOut(kernels);
    Conformal scatter = new Conformal(heldOut);
    CalibrationBand band = CalibrationBand.of(kernels.size());
    return new Profile(
        Profile.VERSION,
        identity.name(),
        Profile.Kind.CALIBRATED,
        identity,
        source.provenance(kernels.size(), kernels.size()),
        nearest.seed(),
        nearest.winogradTiles(),
        Math.max(Math.max(nearest.sumFactor(), band.sum()), scatter.factor(HALF)),
        trust(kernels, scatter, band),
        operators(scale),
        List.of(new Validation(method(), Accuracy.of(heldOut), Accuracy.NONE, List.of())),
        notes(scale, kernels.size()),
        nearest.model().scaled(scale));
  }

  private Method method() {
    List<Validation> known = nearest.validation();
    return known.isEmpty() ? Method.ROOFLINE : known.get(known.size() - 1).method();
  }

  /** The other profile's, no narrower than what is known of scaling and what the kernels show. */
  private Map<KernelClass, Trust> trust(
      List<HeldOut> kernels, Conformal scatter, CalibrationBand band) {
    Map<KernelClass, Trust> trust = new EnumMap<>(KernelClass.class);
    nearest
        .trust()
        .forEach(
            (kind, known) ->
                trust.put(
                    kind,
                    new Trust(
                        (int) kernels.stream().filter(k -> k.row().kernelClass() == kind).count(),
                        known.hull(),
                        most(known.factor80(), band.factor80(), scatter.factor(0.8)),
                        most(known.factor90(), band.factor90(), scatter.factor(0.9)),
                        most(known.factor95(), band.factor95(), scatter.factor(0.95)))));
    return trust;
  }

  private static double most(double known, double found, double scatter) {
    return Math.max(known, Math.max(found, scatter));
  }

  /** The other profile's costs, scaled; nothing was measured of them on the new device. */
  private Map<String, OperatorCost> operators(double scale) {
    Map<String, OperatorCost> costs = new TreeMap<>();
    nearest.operators().forEach((name, cost) -> costs.put(name, cost.scaled(scale)));
    return costs;
  }

  private List<String> notes(double scale, int kernels) {
    return List.of(
        String.format(
            Locale.ROOT,
            "The times of %s x %.4g, the median of %d measured kernels.",
            nearest.name(),
            scale,
            kernels),
        FitProfile.RANKS,
        FitProfile.UNMEASURED);
  }
}
