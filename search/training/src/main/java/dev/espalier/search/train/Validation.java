package dev.espalier.search.train;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.score.Accuracy;
import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.DjlRunner;
import dev.espalier.search.djl.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** How well the network that will be deployed does on pictures it is not trained on. */
public record Validation(
    Network network, Choosing choosing, Preprocessing preprocessing, DataSet data, int classes) {
  /** The mean intersection over union, in the metrics. */
  public static final String MIOU = "mIoU";

  /** Runs over all pictures; empty if interrupted. */
  public Optional<Accuracy> run(Interruption interruption) {
    try (DjlRunner runner = DjlRunner.of(network, choosing)) {
      Evaluate evaluate = new Evaluate(runner, preprocessing, Optional.empty(), Map.of());
      return Optional.of(evaluate.run(data, () -> goOn(interruption)).accuracy(classes, false));
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }

  private static void goOn(Interruption interruption) {
    if (interruption.isRequested()) {
      throw new CancellationException();
    }
  }

  /** The figures for the metrics; null where nothing was counted. */
  static Map<String, Object> figures(Accuracy accuracy) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put(MIOU, accuracy.mIoU());
    figures.put("pixelAccuracy", accuracy.pixelAccuracy());
    figures.put("iou", accuracy.classes().stream().map(Accuracy.OfClass::iou).toList());
    return figures;
  }
}
