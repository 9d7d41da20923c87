package dev.espalier.compiler;

import dev.espalier.latency.estimate.Estimate;
import dev.espalier.latency.estimate.RequireGpu;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.tflite.Lint;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.LintRule;
import dev.espalier.tflite.model.LiteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The time of a lowered graph on a device, and what is to be said about it. */
record PredictedTime(Estimate estimate, LatencyFigures figures) {
  private static final LintRule BUDGET =
      new LintRule(
          "latency/budget-in-interval",
          Level.WARNING,
          "the prediction may be off by more than what is left to the budget",
          "measure on the device, or leave more room");

  private static final LintRule CONFIDENCE =
      new LintRule(
          "latency/low-confidence",
          Level.WARNING,
          "much of the predicted time comes from formulas that were not compared with measurements",
          "measure on the device: espalier latency probe");

  private static final LintRule OUT_OF_RANGE =
      new LintRule(
          "latency/out-of-range",
          Level.NOTE,
          "kernels are unlike those the profile was fitted to",
          "measure such kernels on the device: espalier latency probe");

  /** What the lints are about. */
  static List<LintRule> rules() {
    return List.of(BUDGET, CONFIDENCE, OUT_OF_RANGE);
  }

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
              BUDGET,
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
              CONFIDENCE,
              budget.isPresent() ? Level.WARNING : Level.NOTE,
              "%.0f %% of the time comes from formulas that nobody has checked (UNVALIDATED)",
              100 * estimate.unvalidatedShare()));
    }
    if (!figures.outOfRange().isEmpty()) {
      lints.add(
          lint(
              OUT_OF_RANGE,
              Level.NOTE,
              "%d of %d kernels are unlike any that was measured, such as %s",
              figures.outOfRange().size(),
              estimate.kernels().size(),
              figures.outOfRange().get(0).node()));
    }
    return lints;
  }

  private Lint lint(LintRule rule, Level level, String message, Object... arguments) {
    return new Lint(
        rule.id(), level, figures.device(), String.format(Locale.ROOT, message, arguments));
  }
}
