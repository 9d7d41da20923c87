package dev.espalier.savedmodel;

import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Ours against TensorFlow and its converter.
 *
 * @param tensorFlow the largest difference of our file from TensorFlow, relative to the range
 * @param official likewise from the converter's file, both in TFLite
 */
record Comparison(
    Trial trial,
    double tensorFlow,
    double official,
    OperatorCount ours,
    OperatorCount theirs,
    long bytes,
    long theirBytes) {
  static Comparison of(Trial trial) throws IOException {
    requireNo(trial.folder().resolve("run.txt"), "TensorFlow cannot run the SavedModel");
    requireNo(trial.folder().resolve("official.txt"), "the official converter refuses");
    Map<String, Tensor> ours = trial.lite(trial.ours());
    return new Comparison(
        trial,
        distance(trial.tensorFlow(), ours),
        distance(trial.lite(trial.official()), ours),
        OperatorCount.of(trial.ours()),
        OperatorCount.of(trial.official()),
        Files.size(trial.ours()),
        Files.size(trial.official()));
  }

  private static void requireNo(Path file, String what) throws IOException {
    if (Files.exists(file)) {
      throw new AssertionError(what + ": " + Files.readString(file));
    }
  }

  /** The largest difference of any output, relative to the range of the reference there. */
  private static double distance(Map<String, Tensor> reference, Map<String, Tensor> others) {
    return reference.entrySet().stream()
        .mapToDouble(
            each -> distance(each.getValue().toDoubles(), others.get(each.getKey()).toDoubles()))
        .max()
        .orElseThrow();
  }

  private static double distance(double[] reference, double[] others) {
    double largest = 0;
    for (int i = 0; i < reference.length; i++) {
      double difference = Math.abs(reference[i] - others[i]);
      largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
    }
    return largest / range(reference);
  }

  private static double range(double[] elements) {
    double low = Arrays.stream(elements).min().orElseThrow();
    double high = Arrays.stream(elements).max().orElseThrow();
    return high > low ? high - low : 1;
  }

  /** A row of the table that {@link #head} begins. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %.1e | %.1e | %d | %d | %s | %s | %d | %d |",
        trial.name(),
        tensorFlow,
        official,
        ours.total(),
        theirs.total(),
        ours.beyond(theirs),
        theirs.beyond(ours),
        bytes,
        theirBytes);
  }

  static String head() {
    return """
        | graph | off TensorFlow | off converter's | operators | converter's | only ours \
        | only converter's | bytes | converter's |
        |---|---|---|---|---|---|---|---|---|""";
  }
}
