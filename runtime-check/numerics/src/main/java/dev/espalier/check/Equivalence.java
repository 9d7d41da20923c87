package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The equivalence rule: both models run with optimisations off and one thread on the same inputs,
 * and an output passes when its largest difference is within the {@link Tolerance} of its range and
 * noise.
 *
 * <p>Integer and boolean outputs pass when they are equal. Where they are classes chosen by an
 * ArgMax, a position counts only if the two best scores of the reference are further apart than
 * twice what the tolerance allows for the scores; the classes of all counted positions must agree.
 *
 * <p>An input on which an output of the reference is not finite is excluded and named; a candidate
 * that is not finite where the reference is fails, and so does one whose ports differ in name,
 * order or type.
 */
public final class Equivalence {
  private Equivalence() {}

  /** Sees what models return for each input on which the reference is finite. */
  @FunctionalInterface
  public interface Observer {
    /** Sees nothing. */
    Observer NONE = (input, expected, actual) -> {};

    /**
     * Sees the outputs for an input.
     *
     * @param expected those of the reference
     * @param actual those of each candidate; empty for one that does not take the input
     */
    void see(EvidenceInput input, Map<String, Tensor> expected, List<Map<String, Tensor>> actual);
  }

  /**
   * Compares two ONNX models: one row per output of the reference, in its order.
   *
   * @throws RunException when ONNX Runtime cannot load or run one of them
   */
  public static List<EquivalenceRow> compare(
      Path reference, Path candidate, List<EvidenceInput> inputs, Tolerance tolerance) {
    try (Reference opened = Reference.open(reference, inputs);
        Runner runner = OnnxRuntimeRunner.open(candidate, Settings.PLAIN)) {
      return compare(opened, List.of(Candidate.onnx(runner, tolerance)));
    }
  }

  /**
   * Compares candidates on any runtime, all of them with one run of the reference per input: for
   * each candidate one row per output of the reference, in its order, and a failing one for every
   * output that the reference does not have.
   */
  public static List<EquivalenceRow> compare(Reference reference, List<Candidate> candidates) {
    return compare(reference, candidates, Observer.NONE);
  }

  /** The same, under the eyes of an observer. */
  public static List<EquivalenceRow> compare(
      Reference reference, List<Candidate> candidates, Observer observer) {
    List<CandidateDifference> differences =
        candidates.stream().map(c -> new CandidateDifference(reference, c)).toList();
    List<String> excluded = new ArrayList<>();
    for (EvidenceInput input : reference.inputs()) {
      Map<String, Tensor> fed = input.tensors();
      List<Supplier<Map<String, Tensor>>> runs = new ArrayList<>();
      runs.add(() -> reference.run(fed));
      differences.forEach(difference -> runs.add(() -> difference.run(fed)));
      List<Map<String, Tensor>> results = Together.inPairs(runs);
      if (!Distance.isFinite(results.get(0))) {
        excluded.add(input.name());
        continue;
      }
      for (int i = 0; i < differences.size(); i++) {
        differences.get(i).add(input.name(), results.get(0), results.get(i + 1));
      }
      observer.see(input, results.get(0), results.subList(1, results.size()));
    }
    return differences.stream().flatMap(d -> d.rows(excluded).stream()).toList();
  }
}
