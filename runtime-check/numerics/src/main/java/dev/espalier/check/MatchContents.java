package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells by what they hold which values of two models are the same, where names are others. */
final class MatchContents {
  private MatchContents() {}

  /**
   * Names of values in the candidate by those in the reference, in the reference's order.
   *
   * @param known pairs that are known, such as outputs
   */
  static Map<String, String> of(CommonValues models, Map<String, String> known) {
    Map<String, Sketch> left =
        sketches(models.reference(), values -> models.ofReference(values, Settings.PLAIN));
    Map<String, Sketch> right = sketches(models.candidate(), models::ofCandidate);
    right.keySet().removeAll(known.values());
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String value : models.reference().values()) {
      if (known.containsKey(value)) {
        pairs.put(value, known.get(value));
      } else if (left.containsKey(value)) {
        nearest(left.get(value), right)
            .ifPresent(
                own -> {
                  pairs.put(value, own);
                  right.remove(own);
                });
      }
    }
    return pairs;
  }

  private static Optional<String> nearest(Sketch sketch, Map<String, Sketch> others) {
    return others.entrySet().stream()
        .filter(other -> sketch.isNear(other.getValue()))
        .min(Comparator.comparingDouble(other -> sketch.distance(other.getValue())))
        .map(Map.Entry::getKey);
  }

  /** Of the values that depend on what the inputs hold and are not all the same. */
  private static Map<String, Sketch> sketches(
      Exposed model, Function<Collection<String>, Map<String, Tensor>> run) {
    Set<String> computed = model.computed();
    List<String> values = model.values().stream().filter(computed::contains).toList();
    Map<String, Sketch> sketches = new LinkedHashMap<>();
    for (int from = 0; from < values.size(); from += FindDivergence.TOGETHER) {
      int to = Math.min(from + FindDivergence.TOGETHER, values.size());
      List<String> some = new ArrayList<>(values.subList(from, to));
      Map<String, Tensor> tensors = run.apply(some);
      some.retainAll(tensors.keySet());
      for (String value : some) {
        Tensor tensor = tensors.get(value);
        if (tensor.element().isFloat() && tensor.size() > 0 && Sketch.of(tensor).tells()) {
          sketches.put(value, Sketch.of(tensor));
        }
      }
    }
    return sketches;
  }
}
