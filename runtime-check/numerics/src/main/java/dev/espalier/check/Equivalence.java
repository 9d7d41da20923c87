package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /**
   * Compares two ONNX models: one row per output of the reference, in its order.
   *
   * @throws RunException when ONNX Runtime cannot load or run one of them
   */
  public static List<EquivalenceRow> compare(
      Path reference, Path candidate, List<EvidenceInput> inputs, Tolerance tolerance) {
    try (Reference opened = Reference.open(reference, inputs);
        Runner runner = OnnxRuntimeRunner.open(candidate, Settings.PLAIN)) {
      return compare(opened, runner, "onnx", tolerance);
    }
  }

  /**
   * Compares a candidate on any runtime: one row per output of the reference, in its order, and a
   * failing one for every output that the reference does not have.
   *
   * @param format of the candidate, for the rows
   */
  public static List<EquivalenceRow> compare(
      Reference reference, Runner candidate, String format, Tolerance tolerance) {
    Map<String, OutputDifference> outputs = new LinkedHashMap<>();
    for (PortType port : reference.outputPorts()) {
      outputs.put(port.name(), new OutputDifference(port.name(), reference));
    }
    List<OutputDifference> known = List.copyOf(outputs.values());
    boolean runs = checkPorts(reference, candidate, outputs);
    List<String> excluded = new ArrayList<>();
    for (EvidenceInput input : reference.inputs()) {
      Map<String, Tensor> fed = input.tensors();
      var results =
          Together.<Map<String, Tensor>>run(
              () -> reference.run(fed), () -> runs ? candidate.run(fed) : Map.of());
      if (Distance.isFinite(results.first())) {
        known.forEach(output -> output.add(input.name(), results.first(), results.second()));
      } else {
        excluded.add(input.name());
      }
    }
    return outputs.values().stream().map(o -> o.row(format, excluded, tolerance)).toList();
  }

  /** Notes what differs, and tells whether the candidate takes the inputs of the reference. */
  private static boolean checkPorts(
      Reference reference, Runner candidate, Map<String, OutputDifference> outputs) {
    Map<String, String> inputs = PortCheck.problems(reference.inputPorts(), candidate.inputs());
    Optional<String> first =
        inputs.entrySet().stream()
            .map(e -> "input " + e.getKey() + ": " + e.getValue())
            .findFirst();
    first.ifPresent(problem -> outputs.values().forEach(output -> output.fail(problem)));
    PortCheck.problems(reference.outputPorts(), candidate.outputs())
        .forEach(
            (name, problem) ->
                outputs
                    .computeIfAbsent(name, n -> new OutputDifference(n, reference))
                    .fail("output: " + problem));
    return first.isEmpty();
  }
}
