package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The first value, in the order of computation of the reference, that two ONNX models compute
 * differently although it has the same name, type and shape in both.
 *
 * @param value its name
 * @param input the input it was seen on
 * @param maxAbs largest absolute difference; infinite where the candidate is not finite
 * @param allowed what the tolerance allows, with range and noise of this value on this input
 * @param equalBefore how many values of the same name, type and shape came before it, all within
 *     the tolerance
 */
public record FirstDifference(
    String value, String input, double maxAbs, double allowed, int equalBefore) {
  /** Values made outputs at a time, which bounds the memory they take. */
  private static final int TOGETHER = 32;

  /**
   * Looks for it on one input, on which both models can run; empty when no common value differs.
   *
   * @throws RunException when ONNX Runtime cannot load or run one of the models
   */
  static Optional<FirstDifference> find(
      Path reference, Path candidate, EvidenceInput input, Tolerance tolerance) {
    ExposedModel left = ExposedModel.read(reference);
    ExposedModel right = ExposedModel.read(candidate);
    Set<String> others = new HashSet<>(right.values());
    List<String> common = left.values().stream().filter(others::contains).toList();
    Search search = new Search(left, right, input, tolerance);
    for (int from = 0; from < common.size(); from += TOGETHER) {
      List<String> some = common.subList(from, Math.min(from + TOGETHER, common.size()));
      Optional<FirstDifference> found = search.among(some);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static final class Search {
    private final ExposedModel left;
    private final ExposedModel right;
    private final EvidenceInput input;
    private final Tolerance tolerance;
    private int equal;

    Search(ExposedModel left, ExposedModel right, EvidenceInput input, Tolerance tolerance) {
      this.left = left;
      this.right = right;
      this.input = input;
      this.tolerance = tolerance;
    }

    Optional<FirstDifference> among(List<String> values) {
      Map<String, Tensor> expected = run(left, values);
      Map<String, Tensor> actual = run(right, values);
      for (String value : values) {
        Tensor reference = expected.get(value);
        Tensor other = actual.get(value);
        if (comparable(reference, other)) {
          double difference = Distance.between(reference, other);
          if (difference > 0 && difference > allowed(reference, 0)) {
            double allowed = allowed(reference, noise(values).of(value));
            if (difference > allowed) {
              return Optional.of(
                  new FirstDifference(value, input.name(), difference, allowed, equal));
            }
          }
          equal++;
        }
      }
      return Optional.empty();
    }

    private Map<String, Tensor> run(ExposedModel model, List<String> values) {
      try (Runner runner = model.open(values, Settings.PLAIN)) {
        return runner.run(input.tensors());
      }
    }

    private Noise noise(List<String> values) {
      return Noise.measure(settings -> left.open(values, settings), List.of(input));
    }

    /** Values that are no tensors of numbers are missing on both sides. */
    private static boolean comparable(Tensor reference, Tensor other) {
      return reference != null
          && other != null
          && reference.type().equals(other.type())
          && Distance.Extent.of(reference).isFinite();
    }

    private double allowed(Tensor reference, double noise) {
      double range = Distance.Extent.of(reference).range();
      return reference.element().isFloat() ? tolerance.bound(range, noise) : 0;
    }
  }
}
