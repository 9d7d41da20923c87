package dev.espalier.cli;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.compiler.CompileReport;
import dev.espalier.compiler.CompileReport.Channels;
import dev.espalier.compiler.CompileReport.Input;
import dev.espalier.compiler.CompileReport.Output;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.Explanation;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells a person what a compile did. */
record Summary(Console console, CompileResult result) {
  /** Prints the figures, the checks, and where the files are; no folder when there are none. */
  void print(String folder) {
    CompileReport report = result.report();
    result.warnings().forEach(console::warning);
    report.notes().forEach(note -> console.note("note: %s", note));
    report.outputs().forEach(output -> figures(report.input(), output));
    LiteSummary lite = new LiteSummary(console, report);
    lite.print();
    channels(report.channels());
    report.choices().forEach(this::choice);
    report.equivalence().forEach(this::equivalence);
    lite.times();
    report.latency().ifPresent(l -> new LatencySummary(console).summary(l));
    result.failures().forEach(failure -> console.error("check failed: " + failure));
    files(folder, report);
  }

  /** Prints why channels stay and why rules did not apply. */
  void explain() {
    Explanation.of(result).forEach(line -> console.result("%s", line));
  }

  private void figures(Input input, Output output) {
    console.result("%s -> %s, %s", input.file(), output.file(), version(output));
    row("nodes", input.nodes(), output.nodes());
    row("parameters", input.parameters(), output.parameters());
    row("MACs", input.macs(), output.macs());
    console.result("  %-11s %,15d", "bytes", output.bytes());
  }

  private static String version(Output output) {
    return output
        .minRuntime()
        .map(oldest -> "TFLite " + oldest + " or later")
        .or(() -> output.opset().map(opset -> "opset " + opset))
        .orElse("TensorFlow");
  }

  private void row(String name, long before, long after) {
    String share =
        before == 0
            ? ""
            : String.format(Locale.ROOT, "  %+.1f %%", 100.0 * (after - before) / before);
    console.result("  %-11s %,15d -> %,15d%s", name, before, after, share);
  }

  private void channels(Channels channels) {
    int masked =
        channels.removed()
            + channels.folded()
            + channels.carried()
            + channels.mapped()
            + channels.kept();
    if (masked > 0) {
      console.result(
          "  channels    %,d dead: %,d removed, %,d folded, %,d carried, %,d mapped, %,d kept",
          masked,
          channels.removed(),
          channels.folded(),
          channels.carried(),
          channels.mapped(),
          channels.kept());
    }
  }

  private void choice(CompileReport.ChoiceMade choice) {
    console.result(
        "  choice      %s: %s kept, %s dropped",
        choice.name(), choice.kept(), String.join(", ", choice.dropped()));
  }

  private void equivalence(EquivalenceRow row) {
    console.result(
        "  %s %s in %s: off by %.2g of a range of %.3g on %d inputs (noise %.2g)%s",
        verdict(row),
        row.output(),
        row.runtime(),
        row.maxAbs(),
        row.range(),
        row.inputs(),
        row.noise(),
        agreement(row));
  }

  private String verdict(EquivalenceRow row) {
    if (!row.pass()) {
      return console.bad("DIFFERENT  ");
    }
    return row.gated() ? console.good("equal      ") : "stated     ";
  }

  private static String agreement(EquivalenceRow row) {
    return row.argmaxAgreement().isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            ", %.4g %% of the classes agree",
            100 * row.argmaxAgreement().getAsDouble());
  }

  private void files(String folder, CompileReport report) {
    if (result.rejected().isPresent()) {
      console.error("no model was replaced; the outputs are in " + result.rejected().get());
    } else if (!folder.isEmpty()) {
      console.result(
          "  files       %s, report.json, report.html, SHA256SUMS in %s",
          report.outputs().stream().map(Output::file).collect(Collectors.joining(", ")), folder);
    }
  }
}
