package dev.espalier.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code espalier verify} finds about two ONNX models.
 *
 * @param rows one per output
 * @param first where they part, when an output differs and a value inside both models shows it
 */
public record Comparison(List<EquivalenceRow> rows, Optional<FirstDifference> first) {
  public Comparison {
    rows = List.copyOf(rows);
  }

  /**
   * Compares two models, and where an output differs looks for the first value that does, on the
   * input on which that output differs most.
   *
   * @throws RunException when ONNX Runtime cannot load or run one of the models
   */
  public static Comparison of(
      Path reference, Path candidate, List<EvidenceInput> inputs, Tolerance tolerance) {
    List<EquivalenceRow> rows = Equivalence.compare(reference, candidate, inputs, tolerance);
    Optional<FirstDifference> first =
        rows.stream()
            .filter(row -> !row.pass() && !row.worstInput().isEmpty())
            .findFirst()
            .flatMap(row -> named(inputs, row.worstInput()))
            .flatMap(input -> FirstDifference.find(reference, candidate, input, tolerance));
    return new Comparison(rows, first);
  }

  private static Optional<EvidenceInput> named(List<EvidenceInput> inputs, String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
  }

  /** Whether every output passes. */
  public boolean pass() {
    return rows.stream().allMatch(EquivalenceRow::pass);
  }
}
