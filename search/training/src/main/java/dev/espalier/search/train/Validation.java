package dev.espalier.search.train;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.score.Accuracy;
import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.search.djl.DjlRunner;
import dev.espalier.search.djl.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How well the network that will be deployed does on pictures it is not trained on. */
public record Validation(Network network, Preprocessing preprocessing, DataSet data, int classes) {
  /** The mean intersection over union, in the metrics. */
  static final String MIOU = "mIoU";

  /** Runs over all pictures. */
  public Accuracy run() {
    try (DjlRunner runner = DjlRunner.of(network)) {
      return new Evaluate(runner, preprocessing, Optional.empty(), Map.of())
          .run(data, () -> {})
          .accuracy(classes, false);
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
