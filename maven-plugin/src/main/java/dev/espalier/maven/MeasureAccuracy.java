package dev.espalier.maven;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.data.DataSets;
import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.accuracy.score.ModelMetadata;
import dev.espalier.accuracy.score.NotEvaluableException;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.check.FastRunner;
import dev.espalier.check.Runner;
import dev.espalier.compiler.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Measures how well written models find the classes of pixels.
 *
 * @param data pictures with labels
 * @param split the part of the data; all without one
 */
record MeasureAccuracy(Path data, Optional<String> split, Log log) {
  private static final List<Format> RUN = List.of(Format.ONNX, Format.TFLITE);

  /**
   * Measures those of the files that a runtime here can run.
   *
   * @param least the mean IoU that each must have
   */
  void run(Path folder, Collection<String> files, OptionalDouble least)
      throws MojoFailureException {
    try {
      DataSet set = DataSets.open(data, options());
      List<String> failures = new ArrayList<>();
      for (Format format : RUN) {
        if (files.contains(format.file())) {
          double miou = miou(folder.resolve(format.file()), set);
          log.info(String.format(Locale.ROOT, "%s: mIoU %.4f", format.file(), miou));
          if (miou < least.orElse(0)) {
            failures.add(
                String.format(
                    Locale.ROOT,
                    "%s has a mIoU of %.4f on %s, below %s",
                    format.file(),
                    miou,
                    data,
                    least.orElseThrow()));
          }
        }
      }
      if (!failures.isEmpty()) {
        throw failure(String.join("\n  ", failures), "minMiou");
      }
    } catch (DataException | NotEvaluableException e) {
      throw failure(e.getMessage(), "data");
    }
  }

  private DataSets.Options options() {
    return split.map(DataSets.Options.DEFAULTS::withSplit).orElse(DataSets.Options.DEFAULTS);
  }

  private static double miou(Path model, DataSet set) {
    Preprocessing preprocessing = ModelMetadata.preprocessing(model).orElse(Preprocessing.NONE);
    try (Runner runner = FastRunner.open(model)) {
      var matrix =
          new Evaluate(runner, preprocessing, Optional.empty(), Map.of()).run(set, () -> {});
      int classes = Math.max(matrix.classes(), set.classes().size());
      return matrix.accuracy(classes, false).mIoU().orElse(0);
    }
  }

  private static MojoFailureException failure(String message, String parameter) {
    return new MojoFailureException(Wording.advise(message, parameter));
  }
}
