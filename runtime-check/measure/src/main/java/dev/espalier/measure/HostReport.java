package dev.espalier.measure;

import dev.espalier.measure.fit.KindFit;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A measured host as tables in Markdown. */
public final class HostReport {
  private HostReport() {}

  /** The models' table, the median below it, and the table of kinds. */
  public static String of(MeasureHost.Result result) {
    HostProfile profile = result.profile();
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(
        line(
            "%s: %s, %s %s, one thread, %d generated networks, %d kernels left out because a"
                + " model has the same",
            profile.name(),
            profile.cpu(),
            profile.runtime(),
            profile.runtimeVersion(),
            profile.networks(),
            profile.leftOut()));
    text.add("");
    models(text, result.checks());
    text.add("");
    kinds(text, profile.kinds());
    return text.toString();
  }

  private static void models(StringJoiner text, List<ModelCheck> checks) {
    text.add("| model | kernels | measured ms | predicted ms | error | noise | not measured |");
    text.add("|---|---|---|---|---|---|---|");
    for (ModelCheck check : checks) {
      text.add(
          line(
              "| %s | %d | %.3f | %.3f | %+.1f %% | %.1f %% | %.1f %% |",
              check.model(),
              check.kernels(),
              check.measured(),
              check.predicted(),
              100 * check.error(),
              100 * check.noise(),
              100 * check.unmeasured()));
    }
    if (!checks.isEmpty()) {
      text.add("");
      text.add(
          line(
              "median of the %d errors: %.1f %%; median of the noise: %.1f %%",
              checks.size(), 100 * medianError(checks), 100 * medianNoise(checks)));
    }
  }

  private static void kinds(StringJoiner text, List<KindFit> kinds) {
    text.add("| kind of kernel | rows | residual | held-out error, mean | median |");
    text.add("|---|---|---|---|---|");
    for (KindFit kind : kinds) {
      text.add(
          line(
              "| %s | %d | %s | %.1f %% | %.1f %% |",
              kind.kind(),
              kind.rows(),
              kind.residual().points().isEmpty() ? "no" : "yes",
              100 * kind.meanError(),
              100 * kind.medianError()));
    }
  }

  /** The median of the absolute errors, as a fraction. */
  public static double medianError(List<ModelCheck> checks) {
    return median(checks.stream().mapToDouble(c -> Math.abs(c.error())).sorted().toArray());
  }

  private static double medianNoise(List<ModelCheck> checks) {
    return median(checks.stream().mapToDouble(ModelCheck::noise).sorted().toArray());
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
