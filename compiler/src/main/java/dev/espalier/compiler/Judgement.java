package dev.espalier.compiler;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.Lint.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides whether outputs may be put in place. */
final class Judgement {
  private Judgement() {}

  static CompileResult of(
      CompileReport report, CompileOptions options, List<Pipeline.Refusal> refusals) {
    List<String> failures = new ArrayList<>();
    Set<String> warnings = new LinkedHashSet<>();
    report.equivalence().forEach(row -> judge(row, failures, warnings));
    report.outputs().forEach(output -> judge(output, options, failures));
    report
        .input()
        .opaque()
        .forEach((kind, count) -> warnings.add(count + " x " + kind + " passed through unchanged"));
    report.latency().ifPresent(figures -> judge(figures, failures));
    report.lints().forEach(lint -> judge(lint, failures, warnings));
    if (options.strict()) {
      warnings.forEach(warning -> failures.add(warning + " (--strict)"));
    }
    return new CompileResult(report, failures, List.copyOf(warnings), refusals, Optional.empty());
  }

  private static void judge(EquivalenceRow row, List<String> failures, Set<String> warnings) {
    if (!row.pass()) {
      failures.add(
          String.format(
              Locale.ROOT,
              "%s: output %s differs from that of %s on '%s': %s",
              row.runtime(),
              row.output(),
              row.reference(),
              row.worstInput(),
              row.reason()));
    }
    if (row.illConditioned()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "output %s is ill-conditioned: its own rounding noise is %.1e of its range %.1e",
              row.output(),
              row.noise(),
              row.range()));
    }
    if (!row.excludedInputs().isEmpty()) {
      warnings.add(
          "output "
              + row.output()
              + " is not finite in the input model on "
              + row.excludedInputs());
    }
  }

  private static void judge(CompileReport.Lint lint, List<String> failures, Set<String> warnings) {
    String text = lint.rule() + " at " + lint.node() + ": " + lint.message();
    if (lint.level().equals(Level.ERROR.text())) {
      failures.add(text);
    } else if (lint.level().equals(Level.WARNING.text())) {
      warnings.add(text);
    }
  }

  private static void judge(LatencyFigures figures, List<String> failures) {
    if (!figures.pass()) {
      failures.add(
          String.format(
              Locale.ROOT,
              "%.4g ms predicted for %s, over --budget-ms %.4g",
              figures.predictedMs(),
              figures.device(),
              figures.budgetMs().orElseThrow()));
    }
  }

  private static void judge(
      CompileReport.Output output, CompileOptions options, List<String> failures) {
    long most = options.maxBytes().orElse(Long.MAX_VALUE);
    if (output.bytes() > most) {
      failures.add(
          String.format(
              Locale.ROOT,
              "%s has %,d bytes, over --max-bytes %,d",
              output.file(),
              output.bytes(),
              most));
    }
  }
}
