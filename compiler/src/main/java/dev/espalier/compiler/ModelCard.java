package dev.espalier.compiler;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.compiler.CompileReport.Channels;
import dev.espalier.compiler.CompileReport.Input;
import dev.espalier.compiler.CompileReport.Output;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The report as a page about the models, in Markdown, for those who are handed them. */
final class ModelCard {
  private final Account account;
  private final CompileReport report;
  private final Markdown card = new Markdown();

  private ModelCard(Account account) {
    this.account = account;
    this.report = account.report();
  }

  static String text(Account account) {
    ModelCard card = new ModelCard(account);
    card.models();
    card.ports();
    card.removed();
    card.equivalence();
    card.latency();
    card.remarks();
    return card.card.toString();
  }

  private static String name(String name) {
    return Markdown.literal(name);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String real(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }

  private void models() {
    Input input = report.input();
    card.heading(1, "Model card of " + name(input.file()));
    card.line(
        "Compiled by %s %s. What these models were trained on, what they are meant for and how good"
            .formatted(report.tool().name(), report.tool().version()));
    card.line("they are at it was not looked at here.").line("");
    card.header("file", "bytes", "nodes", "parameters", "MACs", "runs on", "SHA-256");
    card.row(
        name(input.file()) + " (input)",
        "",
        count(input.nodes()),
        count(input.parameters()),
        count(input.macs()),
        "ONNX opset " + input.opset(),
        "`" + input.sha256() + "`");
    report.outputs().forEach(this::model);
  }

  private void model(Output output) {
    card.row(
        name(output.file()),
        count(output.bytes()),
        count(output.nodes()),
        count(output.parameters()),
        count(output.macs()),
        output
            .minRuntime()
            .map(oldest -> "TFLite " + oldest + " or later")
            .or(() -> output.opset().map(opset -> "ONNX opset " + opset))
            .orElse("TensorFlow"),
        "`" + output.sha256() + "`");
  }

  private void ports() {
    card.heading(2, "Inputs and outputs");
    for (Output output : report.outputs()) {
      Ports ports = Ports.of(account, output.format());
      card.line("- " + name(output.file()) + " takes " + names(ports.inputs()));
      card.line("  and gives " + names(ports.outputs()));
    }
  }

  private static String names(List<String> ports) {
    return String.join(", ", ports.stream().map(ModelCard::name).toList());
  }

  private void removed() {
    Channels channels = report.channels();
    card.heading(2, "What was taken out");
    card.line(
        "Of the masked channels %s were removed, %s folded into biases, %s carried by others,"
            .formatted(
                count(channels.removed()), count(channels.folded()), count(channels.carried())));
    card.line(
        "%s became constant maps, and %s were kept."
            .formatted(count(channels.mapped()), count(channels.kept())));
    report
        .choices()
        .forEach(
            choice ->
                card.line(
                    "- Of %s, %s was kept and %s dropped."
                        .formatted(
                            name(choice.name()), name(choice.kept()), names(choice.dropped()))));
  }

  private void equivalence() {
    card.heading(2, "Comparison with the input");
    if (report.equivalence().isEmpty()) {
      card.line("The models were not compared with the input.");
      return;
    }
    card.header("output", "runtime", "largest difference", "range", "inputs", "verdict");
    report.equivalence().forEach(this::row);
  }

  private void row(EquivalenceRow row) {
    String verdict = row.gated() ? "equal" : "stated";
    card.row(
        name(row.output()),
        row.runtime(),
        real(row.maxAbs()),
        real(row.range()),
        count(row.inputs()),
        row.pass() ? verdict : "different");
  }

  private void latency() {
    card.heading(2, "Predicted time");
    if (report.latency().isEmpty()) {
      card.line("No device was asked about.");
      return;
    }
    LatencyFigures figures = report.latency().get();
    card.line(
        "%s ms (%s to %s) on %s with %s, %s; a share of %s of it by formulas that were not compared"
            .formatted(
                real(figures.predictedMs()),
                real(figures.intervalMs().get(0)),
                real(figures.intervalMs().get(1)),
                name(figures.device()),
                name(figures.runtime()),
                name(figures.precision()),
                real(figures.unvalidatedShare())));
    card.line("with measurements.");
  }

  private void remarks() {
    card.heading(2, "Remarks");
    Stream<String> lints =
        report.lints().stream()
            .map(
                lint ->
                    lint.level()
                        + " "
                        + lint.rule()
                        + " at "
                        + lint.node()
                        + ": "
                        + lint.message());
    card.list(Stream.concat(report.notes().stream(), lints).map(Markdown::literal).toList());
  }
}
