package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What {@code espalier verify} finds about two models, each ONNX or TFLite.
 *
 * @param rows one per output
 * @param first where they part, when an output of two ONNX models differs and a value inside both
 *     shows it
 * @param notes how the ports of the two differ, one sentence each
 */
public record Comparison(
    List<EquivalenceRow> rows, Optional<FirstDifference> first, List<String> notes) {
  public Comparison {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * The inputs for a comparison: symbolic sizes of the reference are those asked for, then those
   * the candidate has fixed, then the usual ones.
   *
   * @param shapes shapes asked for, by input
   * @throws EvidenceException when a shape or sample does not fit the reference
   */
  public static List<EvidenceInput> inputs(
      Path reference, Path candidate, Map<String, long[]> shapes, Optional<Path> samples) {
    try (Runner runner = ModelFormat.of(reference).open(reference, Settings.PLAIN);
        Runner other = ModelFormat.of(candidate).open(candidate, Settings.PLAIN)) {
      Map<String, long[]> known = new TreeMap<>();
      if (shapes.isEmpty()) {
        known.putAll(PortMatch.fixed(runner.inputs(), other.inputs()));
      }
      known.putAll(shapes);
      return EvidenceInputs.of(runner.inputs(), known, EvidenceInputs.SEED, samples);
    }
  }

  /**
   * Compares two models, and where an output of two ONNX models differs looks for the first value
   * that does, on the input on which that output differs most.
   *
   * @param ofRange the largest difference as a fraction of the range; absent for the usual rule, by
   *     which TFLite has more room than ONNX, and weights in half precision are stated only
   * @throws RunException when a runtime cannot load or run one of the models
   */
  public static Comparison of(
      Path reference, Path candidate, List<EvidenceInput> inputs, OptionalDouble ofRange) {
    ModelFormat format = ModelFormat.of(candidate);
    if (format == ModelFormat.ONNX && ModelFormat.of(reference) == ModelFormat.ONNX) {
      Tolerance tolerance =
          ofRange.isPresent() ? Tolerance.ofRange(ofRange.getAsDouble()) : Tolerance.ONNX;
      return ofOnnx(reference, candidate, inputs, tolerance);
    }
    try (Reference opened = Reference.open(reference, inputs);
        Runner runner = format.open(candidate, Settings.PLAIN)) {
      PortMatch match = PortMatch.of(opened, runner);
      Candidate matched = Candidate.matched(format, runner, match, tolerance(runner, ofRange));
      return new Comparison(
          Equivalence.compare(opened, List.of(matched)), Optional.empty(), match.notes());
    }
  }

  private static Tolerance tolerance(Runner candidate, OptionalDouble ofRange) {
    if (ofRange.isPresent()) {
      return Tolerance.ofRange(ofRange.getAsDouble());
    }
    return candidate instanceof TfliteRunner runner && isHalf(runner)
        ? Tolerance.STATED
        : Tolerance.TFLITE;
  }

  private static boolean isHalf(TfliteRunner runner) {
    return runner.model().tensors().stream()
        .filter(LiteTensor::isConstant)
        .anyMatch(tensor -> tensor.element() == ElementType.F16);
  }

  static Comparison ofOnnx(
      Path reference, Path candidate, List<EvidenceInput> inputs, Tolerance tolerance) {
    List<EquivalenceRow> rows = Equivalence.compare(reference, candidate, inputs, tolerance);
    Optional<FirstDifference> first =
        rows.stream()
            .filter(row -> !row.pass() && !row.worstInput().isEmpty())
            .findFirst()
            .flatMap(row -> named(inputs, row.worstInput()))
            .flatMap(input -> FirstDifference.find(reference, candidate, input, tolerance));
    return new Comparison(rows, first, List.of());
  }

  private static Optional<EvidenceInput> named(List<EvidenceInput> inputs, String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
  }

  /** Whether every output passes. */
  public boolean pass() {
    return rows.stream().allMatch(EquivalenceRow::pass);
  }
}
