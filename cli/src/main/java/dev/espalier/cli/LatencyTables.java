package dev.espalier.cli;

import dev.espalier.latency.fit.Accuracy;
import dev.espalier.latency.fit.NetworkSum;
import dev.espalier.latency.fit.Validation;
import java.util.List;

/** Figures of predicted kernels for people to read. */
record LatencyTables(Console console) {
  private static final double PERCENT = 100;

  /** What was found by holding out shapes, and networks. */
  void validations(List<Validation> validations) {
    head("held out");
    for (Validation validation : validations) {
      String method = validation.method().text();
      accuracy("shapes (5 folds), " + method, validation.grouped());
      accuracy("one network at a time, " + method, validation.byNetwork());
    }
    for (Validation validation : validations) {
      sums(
          "sum of a held-out network's kernels, " + validation.method().text(),
          validation.networks());
    }
  }

  /** The names of what {@link #accuracy} shows. */
  void head(String title) {
    console.result("%-36s %5s %7s %7s %7s %7s", title, "rows", "MAPE", "median", "<10 %", "<20 %");
  }

  /** Sums of networks below a title. */
  void sums(String title, List<NetworkSum> sums) {
    console.result("");
    console.result("%s", title);
    if (sums.isEmpty()) {
      console.result("  none: without the network nothing is left to fit");
    }
    sums.forEach(this::network);
  }

  void accuracy(String name, Accuracy accuracy) {
    if (accuracy.rows() == 0) {
      console.result("%-36s %5d %7s %7s %7s %7s", name, 0, "-", "-", "-", "-");
      return;
    }
    console.result(
        "%-36s %5d %6.1f%% %6.1f%% %6.0f%% %6.0f%%",
        name,
        accuracy.rows(),
        PERCENT * accuracy.mape(),
        PERCENT * accuracy.median(),
        PERCENT * accuracy.within10(),
        PERCENT * accuracy.within20());
  }

  private void network(NetworkSum sum) {
    console.result(
        "  %-46s %9.3f ms measured %9.3f ms predicted %+6.1f%%",
        sum.network(), sum.measuredMs(), sum.predictedMs(), PERCENT * sum.error());
  }
}
