package dev.espalier.cli;

import dev.espalier.compiler.CompileReport;
import dev.espalier.compiler.LatencyFigures;
import dev.espalier.compiler.LatencyFigures.BlockTime;
import dev.espalier.compiler.LatencyJob;
import dev.espalier.compiler.LatencyJob.KernelFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tells a person what a run would take on a device. */
record LatencySummary(Console console) {
  /** How many blocks are shown of a graph that takes too long. */
  private static final int COSTLIEST = 8;

  /** Prints the sum, and if it is over the budget the blocks that cost most. */
  void summary(LatencyFigures latency) {
    console.result("  latency     %s", sum(latency));
    if (!latency.pass()) {
      latency.blocks().stream()
          .sorted(Comparator.comparingDouble(BlockTime::predictedMs).reversed())
          .limit(COSTLIEST)
          .forEach(block -> block(block, latency.predictedMs()));
    }
  }

  /** Prints everything: kernels, blocks, the sum, remarks. */
  void print(LatencyJob.Result result) {
    LatencyFigures latency = result.latency();
    console.result("%s on %s", result.file(), latency.device());
    console.result("%10s %8s  %s", "ms", "x/:", "kernel");
    result.kernels().forEach(this::kernel);
    console.result("%10s %8s %14s  %s", "ms", "share", "MACs", "block");
    latency.blocks().forEach(block -> block(block, latency.predictedMs()));
    console.result("%s", sum(latency));
    for (CompileReport.Lint lint : result.lints()) {
      console.result("%s: %s", lint.rule(), lint.message());
    }
  }

  private void kernel(KernelFigures kernel) {
    console.result(
        "%10.3f %8s  %s %s%s",
        kernel.predictedMs(),
        kernel.intervalFactor() > 1
            ? String.format(Locale.ROOT, "%.2f", kernel.intervalFactor())
            : "-",
        kernel.operators(),
        kernel.node(),
        unvalidated(kernel));
  }

  private static String unvalidated(KernelFigures kernel) {
    if (kernel.unvalidatedMs() == 0) {
      return "";
    }
    return kernel.unvalidatedMs() == kernel.predictedMs()
        ? "  UNVALIDATED"
        : String.format(Locale.ROOT, "  %.3f ms UNVALIDATED", kernel.unvalidatedMs());
  }

  private void block(BlockTime block, double sum) {
    console.result(
        "%10.3f %6.1f %% %,14d  %s",
        block.predictedMs(),
        sum > 0 ? 100 * block.predictedMs() / sum : 0,
        block.macs(),
        block.name());
  }

  private static String sum(LatencyFigures latency) {
    List<Double> interval = latency.intervalMs();
    return String.format(
        Locale.ROOT,
        "%.4g ms predicted for %s (%.4g to %.4g), %.1f %% UNVALIDATED%s%s",
        latency.predictedMs(),
        latency.device(),
        interval.get(0),
        interval.get(1),
        100 * latency.unvalidatedShare(),
        latency.lowConfidence() ? ", low confidence" : "",
        latency.budgetMs().isPresent()
            ? String.format(
                Locale.ROOT,
                ", %s the budget of %.4g",
                latency.pass() ? "within" : "over",
                latency.budgetMs().getAsDouble())
            : "");
  }
}
