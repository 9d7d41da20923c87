package dev.espalier.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

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
    var ours = trial.lite(trial.ours());
    return new Comparison(
        trial,
        Numbers.distance(trial.tensorFlow(), ours),
        Numbers.distance(trial.lite(trial.official()), ours),
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
