package dev.espalier.compiler;

import dev.espalier.latency.estimate.Estimate;
import dev.espalier.latency.estimate.RequireGpu;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.LiteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The time of a lowered graph on a device, and what is to be said about it. */
record PredictedTime(Estimate estimate, LatencyFigures figures) {
  /**
   * Predicts a graph.
   *
   * @throws dev.espalier.tflite.NotOnTargetException when the GPU leaves a part of it to the CPU
   */
  static PredictedTime of(LiteModel model, DeviceBudget device) {
    Profile profile = device.profile();
    RequireGpu.check(model, profile.name());
    Estimate estimate = Estimate.of(model, new ProfilePredictor(profile), profile.sumFactor());
    return new PredictedTime(estimate, LatencyFigures.of(estimate, profile, device.milliseconds()));
  }

  /** What a reader of the figure must know. */
  List<Lint> lints() {
    List<Lint> lints = new ArrayList<>();
    OptionalDouble budget = figures.budgetMs();
    if (budget.isPresent() && figures.pass() && budget.getAsDouble() < estimate.high()) {
      lints.add(
          lint(
              "latency/budget-in-interval",
              Level.WARNING,
              "the budget of %.4g ms lies within what the prediction may be off by:"
                  + " %.4g to %.4g ms",
              budget.getAsDouble(),
              estimate.low(),
              estimate.high()));
    }
    if (estimate.isLowConfidence()) {
      lints.add(
          lint(
              "latency/low-confidence",
              budget.isPresent() ? Level.WARNING : Level.NOTE,
              "%.0f %% of the time comes from formulas that nobody has checked (UNVALIDATED)",
              100 * estimate.unvalidatedShare()));
    }
    if (!figures.outOfRange().isEmpty()) {
      lints.add(
          lint(
              "latency/out-of-range",
              Level.NOTE,
              "%d of %d kernels are unlike any that was measured, such as %s",
              figures.outOfRange().size(),
              estimate.kernels().size(),
              figures.outOfRange().get(0).node()));
    }
    return lints;
  }

  private Lint lint(String rule, Level level, String message, Object... arguments) {
    return new Lint(rule, level, figures.device(), String.format(Locale.ROOT, message, arguments));
  }
}
