package dev.espalier.cli;

import dev.espalier.compiler.CompileReport;
import dev.espalier.compiler.CompileReport.Layout;
import dev.espalier.compiler.CompileReport.Moved;
import dev.espalier.compiler.CompileReport.OperatorUse;
import dev.espalier.compiler.LiteInspection;
import dev.espalier.tflite.GpuReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells a person what a TFLite file is like. */
record LiteSummary(Console console, CompileReport report) {
  private static final String RUN = "run.";

  /** Prints operators, transposes, and what the GPU would do; nothing without such a file. */
  void print() {
    report.outputs().stream()
        .filter(output -> !output.operators().isEmpty())
        .forEach(output -> console.result("  operators   %s", operators(output.operators())));
    report.layout().ifPresent(this::layout);
    report.gpu().ifPresent(gpu -> console.result("  GPU         %s", verdict(gpu)));
  }

  /** Prints how long a run takes on this machine. */
  void times() {
    String times =
        report.timings().entrySet().stream()
            .filter(time -> time.getKey().startsWith(RUN))
            .map(
                time ->
                    String.format(
                        Locale.ROOT,
                        "%s %.3g ms",
                        time.getKey().substring(RUN.length()),
                        time.getValue()))
            .collect(Collectors.joining(", "));
    if (!times.isEmpty()) {
      console.result("  a run here  %s", times);
    }
  }

  /** Prints what is in a file. */
  static void print(LiteInspection found, Console console) {
    console.result(
        "%s: TFLite%s%s",
        found.file(),
        found.minRuntime().map(oldest -> " " + oldest + " or later").orElse(""),
        found.description().isEmpty() ? "" : ", " + found.description());
    found.inputs().forEach(port -> console.result("  input   %s: %s", port.name(), port.type()));
    found.outputs().forEach(port -> console.result("  output  %s: %s", port.name(), port.type()));
    console.result("nodes       %,d", found.nodes());
    console.result("parameters  %,d", found.parameters());
    console.result("MACs        %,d", found.macs());
    console.result("operators   %s", operators(found.operators()));
    if (found.otherSubgraphs() > 0) {
      console.result("subgraphs   %d more, which the figures leave out", found.otherSubgraphs());
    }
    console.result("GPU         %s", verdict(found.gpu()));
    found
        .lints()
        .forEach(
            l -> console.result("  %s %s at %s: %s", l.level(), l.rule(), l.node(), l.message()));
  }

  /** Names with counts, the most frequent first; versions other than 1 are told. */
  static String operators(List<OperatorUse> uses) {
    return uses.stream()
        .sorted((a, b) -> Integer.compare(b.count(), a.count()))
        .map(
            use ->
                use.name() + (use.version() == 1 ? "" : " v" + use.version()) + " " + use.count())
        .collect(Collectors.joining(", "));
  }

  private void layout(Layout layout) {
    Map<String, Integer> reasons = new TreeMap<>();
    layout.reasons().stream().map(Moved::reason).forEach(r -> reasons.merge(r, 1, Integer::sum));
    console.result(
        "  transposes  %d, %,d bytes a run%s",
        layout.transposes(),
        layout.bytes(),
        reasons.isEmpty()
            ? ""
            : reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " x " + reason.getKey())
                .collect(Collectors.joining(", ", " (", ")")));
  }

  /** What the GPU delegate would do, in words. */
  static String verdict(GpuReport gpu) {
    return (gpu.supported() ? "takes all of it" : "does not take all of it")
        + (gpu.partitions() == 1
            ? ", in one partition"
            : ", in " + gpu.partitions() + " partitions")
        + (gpu.ceilingViolations().isEmpty() ? "" : "; too new: " + joined(gpu.ceilingViolations()))
        + (gpu.traps().isEmpty() ? "" : "; computes wrong results: " + joined(gpu.traps()));
  }

  private static String joined(List<String> parts) {
    return String.join(", ", parts);
  }
}
