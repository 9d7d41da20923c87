package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What computes one value in two models from values that both have, as two models of their own,
 * with what the reference computed for the values at which it is cut.
 */
final class PartPair {
  private final CommonValues common;
  private final PortTranslation result;
  private final Part left;
  private final Part right;
  private final Map<String, PortTranslation> inputs;
  private final Map<String, Tensor> values = new LinkedHashMap<>();

  private PartPair(
      CommonValues common,
      PortTranslation result,
      Part left,
      Part right,
      Map<String, PortTranslation> inputs) {
    this.common = common;
    this.result = result;
    this.left = left;
    this.right = right;
    this.inputs = inputs;
    Map<String, Tensor> given = common.input().tensors();
    List<String> inner = inputs.keySet().stream().filter(v -> !given.containsKey(v)).toList();
    List<String> wanted = new ArrayList<>(inner);
    wanted.add(result.name());
    Map<String, Tensor> computed = common.ofReference(wanted, Settings.PLAIN);
    inputs.keySet().forEach(v -> values.put(v, given.getOrDefault(v, computed.get(v))));
    values.put(result.name(), computed.get(result.name()));
  }

  /**
   * Cuts both models.
   *
   * @param cuts values that are the same in both
   * @param result the value that is computed
   */
  static PartPair of(CommonValues common, List<PortTranslation> cuts, PortTranslation result) {
    Map<String, PortTranslation> byName = new LinkedHashMap<>();
    common.fed().forEach(port -> byName.put(port.name(), port));
    cuts.forEach(cut -> byName.put(cut.name(), cut));
    Map<String, PortTranslation> byOwn = new TreeMap<>();
    byName.values().forEach(value -> byOwn.put(value.own(), value));
    Set<String> own = cuts.stream().map(PortTranslation::own).collect(Collectors.toSet());
    Set<String> names = cuts.stream().map(PortTranslation::name).collect(Collectors.toSet());
    Part left = common.reference().between(names, result.name());
    Part right = common.candidate().between(own, result.own());
    Map<String, PortTranslation> inputs = new LinkedHashMap<>();
    left.inputs().forEach(value -> inputs.put(value, byName.get(value)));
    right.inputs().forEach(value -> inputs.put(byOwn.get(value).name(), byOwn.get(value)));
    return new PartPair(common, result, left, right, inputs);
  }

  int operatorsOfReference() {
    return left.operators();
  }

  int operatorsOfCandidate() {
    return right.operators();
  }

  List<String> inputs() {
    return List.copyOf(inputs.keySet());
  }

  /** What the reference computed for the inputs. */
  EvidenceInput sample() {
    Map<String, Tensor> sample = new LinkedHashMap<>();
    inputs.keySet().forEach(value -> sample.put(value, values.get(value)));
    return new EvidenceInput(common.input().name(), () -> sample);
  }

  /** Whether both can be written; an ONNX model does not swap axes. */
  boolean isWritable() {
    return common.candidate().format() == ModelFormat.TFLITE
        || !port(result).isSwapped()
            && inputs.values().stream().noneMatch(v -> port(v).isSwapped());
  }

  /** Writes both models. */
  void write(Path reference, Path candidate) throws IOException {
    List<PartPort> given = new ArrayList<>();
    List<PartPort> own = new ArrayList<>();
    for (PortTranslation input : inputs.values()) {
      given.add(PartPort.of(input.name(), input.name(), type(input)));
      own.add(port(input));
    }
    left.write(reference, given, PartPort.of(result.name(), result.name(), type(result)));
    right.write(candidate, own, port(result));
  }

  private TensorType type(PortTranslation value) {
    return values.get(value.name()).type();
  }

  /**
   * A port of the candidate. Whoever compares the two models takes the first order of axes with the
   * right sizes; where that is another one, the candidate swaps them itself.
   */
  private PartPort port(PortTranslation value) {
    TensorType type = ownType(value);
    if (order(value, type).equals(value.order())) {
      return PartPort.of(value.own(), value.name(), type);
    }
    List<Integer> taken = order(value, type(value));
    return new PartPort(
        value.own(), value.name(), type, value.order().stream().map(taken::indexOf).toList());
  }

  /** The order in which the axes of a port are taken when it has a type. */
  private List<Integer> order(PortTranslation value, TensorType type) {
    PortType wanted = new PortType(value.name(), type(value));
    return PortMatch.translation(wanted, new PortType(value.own(), type), common.open()).order();
  }

  private TensorType ownType(PortTranslation value) {
    return new TensorType(common.element(value), value.ownDims(type(value).dims()));
  }
}
