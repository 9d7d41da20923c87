package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that two models both have, by their names; outputs of other names by their order, and
 * where no value inside has the same name, those that hold the same.
 *
 * @param input what both models are run on, as the reference takes it
 * @param fed how the candidate takes it
 * @param ports the inputs of the candidate
 * @param names of the common values in the candidate, by their names in the reference, in the
 *     reference's order of computation
 * @param guessed those that may be others, as only what they hold speaks for them
 * @param note what must be said about the names; empty when values inside have the same
 */
record CommonValues(
    Exposed reference,
    Exposed candidate,
    EvidenceInput input,
    List<PortTranslation> fed,
    List<PortType> ports,
    Map<String, String> names,
    Set<String> guessed,
    Optional<String> note) {

  /**
   * Finds them.
   *
   * @param open what is assumed about inputs
   * @throws RunException when a runtime cannot load one of the models
   */
  static CommonValues of(Exposed reference, Exposed candidate, EvidenceInput input, OpenAxes open) {
    try (Runner a = reference.open(List.of(), Settings.PLAIN);
        Runner b = candidate.open(List.of(), Settings.PLAIN)) {
      Map<String, String> outputs = new LinkedHashMap<>();
      PortMatch.ports(a.outputs(), b.outputs(), open).forEach(o -> outputs.put(o.name(), o.own()));
      Set<String> own = new HashSet<>(candidate.values());
      Map<String, String> names = new LinkedHashMap<>();
      for (String value : reference.values()) {
        String other = own.contains(value) ? value : outputs.getOrDefault(value, "");
        if (own.contains(other)) {
          names.put(value, other);
        }
      }
      List<PortTranslation> fed = PortMatch.ports(a.inputs(), b.inputs(), open);
      CommonValues byName =
          new CommonValues(
              reference, candidate, input, fed, b.inputs(), names, Set.of(), Optional.empty());
      boolean inner = names.keySet().stream().anyMatch(name -> !outputs.containsKey(name));
      return inner ? byName : byName.byContents();
    }
  }

  private CommonValues byContents() {
    Map<String, String> pairs = MatchContents.of(this, names);
    String note =
        pairs.size() > names.size()
            ? "values inside have other names in A and B, and are told by what they hold"
            : "no value inside has the same name in A and B, or holds the same";
    Set<String> guesses = new HashSet<>(pairs.keySet());
    guesses.removeAll(names.keySet());
    return new CommonValues(
        reference, candidate, input, fed, ports, pairs, guesses, Optional.of(note));
  }

  /** Values of the reference. */
  Map<String, Tensor> ofReference(Collection<String> values, Settings settings) {
    try (Runner runner = reference.open(values, settings)) {
      return runner.run(input.tensors());
    }
  }

  /** Values of the candidate. */
  Map<String, Tensor> ofCandidate(Collection<String> values) {
    try (Runner runner = candidate.open(values, Settings.PLAIN)) {
      Map<String, Tensor> given = input.tensors();
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (PortTranslation port : fed) {
        inputs.put(port.own(), port.feed(given.get(port.name()), element(port)));
      }
      return runner.run(inputs);
    }
  }

  /** The element type of a value in the candidate, where integers may be narrower. */
  ElementType element(PortTranslation value) {
    return ports.stream()
        .filter(port -> port.name().equals(value.own()))
        .map(port -> port.type().element())
        .findFirst()
        .orElse(value.element());
  }

  /** Why the values inside one of the models cannot be looked at; empty when they can. */
  static Optional<String> obstacle(Exposed reference, Exposed candidate) {
    Optional<String> first = reference.obstacle().map(reason -> "A: " + reason);
    return first.or(() -> candidate.obstacle().map(reason -> "B: " + reason));
  }

  /** How images usually differ in the two models. */
  OpenAxes open() {
    return OpenAxes.of(reference.format(), candidate.format()).get(0);
  }

  /** Whether axes have the same order in both models. */
  boolean isOrdered() {
    return reference.format() == ModelFormat.ONNX && candidate.format() == ModelFormat.ONNX;
  }
}
