package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.ElementType;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.model.LiteTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What {@code espalier verify} finds about two models, each ONNX or TFLite.
 *
 * @param rows one per output
 * @param first where they part, when an output differs and a common value shows it
 * @param notes how the ports of the two differ, and why values inside could not be looked at, one
 *     sentence each
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
        known.putAll(PortMatch.fixed(runner.inputs(), other.inputs(), OpenAxes.SAME));
      }
      known.putAll(shapes);
      return EvidenceInputs.of(runner.inputs(), known, EvidenceInputs.SEED, samples);
    }
  }

  /**
   * Compares two models, and where an output differs looks for the first value that does, on the
   * input on which that output differs most.
   *
   * @param ofRange the largest difference as a fraction of the range; absent for the usual rule, by
   *     which TFLite has more room than ONNX, and weights in half precision are stated only
   * @throws RunException when a runtime cannot load or run one of the models
   */
  public static Comparison of(
      Path reference, Path candidate, List<EvidenceInput> inputs, OptionalDouble ofRange) {
    Comparison outputs = ofOutputs(reference, candidate, inputs, ofRange);
    Optional<EvidenceInput> worst = outputs.worst(inputs);
    if (worst.isEmpty()) {
      return outputs;
    }
    Exposed left = Exposed.read(reference);
    Exposed right = Exposed.read(candidate);
    Optional<String> obstacle = CommonValues.obstacle(left, right);
    if (obstacle.isPresent()) {
      return outputs.with("values inside cannot be looked at: " + obstacle.get());
    }
    Tolerance tolerance = tolerance(reference, candidate, ofRange);
    Divergence found = FindDivergence.of(left, right, worst.get(), tolerance);
    Comparison whole = new Comparison(outputs.rows, found.first(), outputs.notes);
    return found.common().note().map(whole::with).orElse(whole);
  }

  /** As {@link #of}, without a look inside. */
  static Comparison ofOutputs(
      Path reference, Path candidate, List<EvidenceInput> inputs, OptionalDouble ofRange) {
    Tolerance tolerance = tolerance(reference, candidate, ofRange);
    ModelFormat format = ModelFormat.of(candidate);
    if (format == ModelFormat.ONNX && ModelFormat.of(reference) == ModelFormat.ONNX) {
      return new Comparison(
          Equivalence.compare(reference, candidate, inputs, tolerance),
          Optional.empty(),
          List.of());
    }
    try (Reference opened = Reference.open(reference, inputs);
        Runner runner = format.open(candidate, Settings.PLAIN)) {
      Map<PortMatch, Comparison> ways = new LinkedHashMap<>();
      for (OpenAxes open : OpenAxes.of(ModelFormat.of(reference), format)) {
        PortMatch match = PortMatch.of(opened, runner, open);
        Candidate matched = Candidate.matched(format, runner, match, tolerance);
        Comparison way = ways.computeIfAbsent(match, m -> matched(opened, matched, m));
        if (way.pass()) {
          return way;
        }
      }
      return ways.values().iterator().next();
    }
  }

  private static Comparison matched(Reference reference, Candidate candidate, PortMatch match) {
    List<EquivalenceRow> rows = Equivalence.compare(reference, List.of(candidate));
    return new Comparison(rows, Optional.empty(), match.notes());
  }

  /** The rule by which two models are compared. */
  static Tolerance tolerance(Path reference, Path candidate, OptionalDouble ofRange) {
    if (ofRange.isPresent()) {
      return Tolerance.ofRange(ofRange.getAsDouble());
    }
    boolean onnx = ModelFormat.of(candidate) == ModelFormat.ONNX;
    if (onnx) {
      return ModelFormat.of(reference) == ModelFormat.ONNX ? Tolerance.ONNX : Tolerance.TFLITE;
    }
    return isHalf(candidate) ? Tolerance.STATED : Tolerance.TFLITE;
  }

  private static boolean isHalf(Path file) {
    return TfliteReader.read(file).tensors().stream()
        .filter(LiteTensor::isConstant)
        .anyMatch(tensor -> tensor.element() == ElementType.F16);
  }

  /** The input on which the first output that fails by its numbers differs most. */
  Optional<EvidenceInput> worst(List<EvidenceInput> inputs) {
    return rows.stream()
        .filter(row -> !row.pass() && !row.worstInput().isEmpty())
        .findFirst()
        .flatMap(row -> named(inputs, row.worstInput()));
  }

  private Comparison with(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Comparison(rows, first, more);
  }

  private static Optional<EvidenceInput> named(List<EvidenceInput> inputs, String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
  }

  /** Whether every output passes. */
  public boolean pass() {
    return rows.stream().allMatch(EquivalenceRow::pass);
  }
}
