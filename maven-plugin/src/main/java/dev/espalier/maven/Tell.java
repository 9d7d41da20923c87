package dev.espalier.maven;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.compiler.CompileReport;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.LatencyFigures;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Tells in the log of a build what a compile did. */
record Tell(Log log) {
  void result(CompileResult result) {
    CompileReport report = result.report();
    result.warnings().forEach(warning -> log.warn(Wording.told(warning)));
    report.notes().forEach(note -> log.info("note: " + Wording.told(note)));
    report.outputs().forEach(output -> log.info(line(report.input(), output)));
    report.equivalence().forEach(row -> log.info(line(row)));
    report.latency().ifPresent(figures -> log.info(line(figures)));
  }

  /**
   * Fails with all that failed, if anything did.
   *
   * @param rejected where the files that failed are
   */
  static void requireNone(List<String> failures, Optional<Path> rejected)
      throws MojoFailureException {
    if (failures.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("a check failed");
    for (String failure : failures) {
      message.append("\n  ").append(Wording.advise(failure, "tolerance", "samples", "model"));
    }
    rejected.ifPresent(folder -> message.append("\nno model was replaced; see ").append(folder));
    throw new MojoFailureException(message.toString());
  }

  private static String line(CompileReport.Input input, CompileReport.Output output) {
    return String.format(
        Locale.ROOT,
        "%s: %,d -> %,d nodes, %,d -> %,d parameters, %,d -> %,d MACs, %,d bytes",
        output.file(),
        input.nodes(),
        output.nodes(),
        input.parameters(),
        output.parameters(),
        input.macs(),
        output.macs(),
        output.bytes());
  }

  private static String line(EquivalenceRow row) {
    return String.format(
        Locale.ROOT,
        "%s in %s: %s, off by %.2g of a range of %.3g on %d inputs",
        row.output(),
        row.runtime(),
        row.pass() ? row.gated() ? "equal" : "stated" : "DIFFERENT",
        row.maxAbs(),
        row.range(),
        row.inputs());
  }

  private static String line(LatencyFigures figures) {
    return String.format(
        Locale.ROOT,
        "%s: %.4g ms predicted (%.4g to %.4g)",
        figures.device(),
        figures.predictedMs(),
        figures.intervalMs().get(0),
        figures.intervalMs().get(1));
  }
}
