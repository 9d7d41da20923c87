package dev.espalier.check;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far a candidate is from the reference, gathered input by input. */
final class CandidateDifference {
  private final Candidate candidate;
  private final List<OutputDifference> known;
  private final Map<String, OutputDifference> outputs = new LinkedHashMap<>();
  private final boolean runs;

  CandidateDifference(Reference reference, Candidate candidate) {
    this.candidate = candidate;
    List<Expected> expected = reference.expected(candidate);
    expected.forEach(e -> outputs.put(e.port().name(), new OutputDifference(e, reference)));
    this.known = List.copyOf(outputs.values());
    this.runs = checkPorts(reference, expected);
  }

  /** Notes what differs, and tells whether the candidate takes the inputs of the reference. */
  private boolean checkPorts(Reference reference, List<Expected> expected) {
    Map<String, String> inputs =
        PortCheck.problems(reference.inputPorts(), candidate.runner().inputs());
    Optional<String> first =
        inputs.entrySet().stream()
            .map(e -> "input " + e.getKey() + ": " + e.getValue())
            .findFirst();
    first.ifPresent(problem -> outputs.values().forEach(output -> output.fail(problem)));
    List<PortType> ports = expected.stream().map(Expected::port).toList();
    PortCheck.problems(ports, candidate.runner().outputs())
        .forEach((name, problem) -> output(name, reference).fail("output: " + problem));
    return first.isEmpty();
  }

  /** An output of the reference, or one that only the candidate has. */
  private OutputDifference output(String name, Reference reference) {
    return outputs.computeIfAbsent(
        name,
        n -> {
          PortType port = new PortType(n, TensorType.UNKNOWN);
          return new OutputDifference(Expected.same(port, Optional.empty()), reference);
        });
  }

  /** The results of the candidate; none when it does not take the inputs. */
  Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return runs ? candidate.runner().run(inputs) : Map.of();
  }

  /** Takes the finite results of the reference for an input, and those of the candidate. */
  void add(String input, Map<String, Tensor> expected, Map<String, Tensor> actual) {
    known.forEach(output -> output.add(input, expected, actual));
  }

  List<EquivalenceRow> rows(List<String> excluded) {
    return outputs.values().stream().map(output -> output.row(candidate, excluded)).toList();
  }
}
