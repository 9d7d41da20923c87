package dev.espalier.compiler;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.compiler.Check.Outcome;
import dev.espalier.compiler.CompileReport.Input;
import dev.espalier.compiler.CompileReport.Output;
import dev.espalier.tflite.Lint.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides, check by check, whether outputs may be put in place. */
final class Judgement {
  private static final String EQUIVALENCE = "equivalence";
  private static final String REFERENCE = "reference";

  private final CompileOptions options;
  private final List<Check> checks = new ArrayList<>();

  private Judgement(CompileOptions options) {
    this.options = options;
  }

  /** The checks of a compile with these figures, each once. */
  static List<Check> of(
      CompileOptions options,
      Input input,
      List<Output> outputs,
      List<EquivalenceRow> rows,
      Optional<LatencyFigures> latency,
      List<CompileReport.Lint> lints) {
    Judgement judgement = new Judgement(options);
    rows.forEach(judgement::equivalence);
    judgement.leftOut();
    outputs.forEach(judgement::size);
    latency.ifPresent(judgement::latency);
    input.opaque().forEach(judgement::opaque);
    lints.forEach(judgement::lint);
    return judgement.checks.stream()
        .distinct()
        .map(check -> options.strict() ? check.strict() : check)
        .toList();
  }

  private void equivalence(EquivalenceRow row) {
    String name = row.runtime() + ": " + row.output() + " as in " + row.reference();
    if (row.pass()) {
      add(
          EQUIVALENCE,
          name,
          Outcome.PASSED,
          "%s: output %s is off by at most %.3g of a range of %.3g on %d inputs",
          row.runtime(),
          row.output(),
          row.maxAbs(),
          row.range(),
          row.inputs());
    } else {
      add(
          EQUIVALENCE,
          name,
          Outcome.FAILED,
          "%s: output %s differs from that of %s on '%s': %s",
          row.runtime(),
          row.output(),
          row.reference(),
          row.worstInput(),
          row.reason());
    }
    reference(row);
  }

  /** Whether the input model's own output is one to compare with. */
  private void reference(EquivalenceRow row) {
    if (row.illConditioned()) {
      add(
          REFERENCE,
          "rounding noise of " + row.output(),
          Outcome.WARNED,
          "output %s is ill-conditioned: its own rounding noise is %.1e of its range %.1e",
          row.output(),
          row.noise(),
          row.range());
    }
    if (!row.excludedInputs().isEmpty()) {
      add(
          REFERENCE,
          "finite values of " + row.output(),
          Outcome.WARNED,
          "output %s is not finite in the input model on %s",
          row.output(),
          row.excludedInputs());
    }
  }

  private void leftOut() {
    if (!options.verify()) {
      add(
          EQUIVALENCE,
          "comparison with the input",
          Outcome.SKIPPED,
          "the outputs were not compared with the input (--no-verify)");
    } else if (options.emit().contains(Format.SAVEDMODEL)) {
      add(
          EQUIVALENCE,
          Format.SAVEDMODEL.file(),
          Outcome.SKIPPED,
          "%s was not compared with the input, TensorFlow runs it",
          Format.SAVEDMODEL.file());
    }
  }

  private void size(Output output) {
    if (options.maxBytes().isPresent()) {
      long most = options.maxBytes().getAsLong();
      boolean within = output.bytes() <= most;
      add(
          "size",
          output.file(),
          within ? Outcome.PASSED : Outcome.FAILED,
          "%s has %,d bytes, %s --max-bytes %,d",
          output.file(),
          output.bytes(),
          within ? "within" : "over",
          most);
    }
  }

  private void latency(LatencyFigures figures) {
    if (figures.budgetMs().isPresent()) {
      add(
          "latency",
          figures.device(),
          figures.pass() ? Outcome.PASSED : Outcome.FAILED,
          "%.4g ms predicted for %s, %s --budget-ms %.4g",
          figures.predictedMs(),
          figures.device(),
          figures.pass() ? "within" : "over",
          figures.budgetMs().getAsDouble());
    }
  }

  private void opaque(String kind, int count) {
    add("operators", kind, Outcome.WARNED, "%d x %s passed through unchanged", count, kind);
  }

  private void lint(CompileReport.Lint lint) {
    String name = lint.rule() + " at " + lint.node();
    if (lint.level().equals(Level.ERROR.text())) {
      add("lint", name, Outcome.FAILED, "%s: %s", name, lint.message());
    } else if (lint.level().equals(Level.WARNING.text())) {
      add("lint", name, Outcome.WARNED, "%s: %s", name, lint.message());
    }
  }

  private void add(String kind, String name, Outcome outcome, String message, Object... arguments) {
    checks.add(new Check(kind, name, outcome, String.format(Locale.ROOT, message, arguments)));
  }
}
