package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A TFLite file. Values go by the names of ports and tensors; a tensor whose name is empty or that
 * of another one has none here.
 */
final class ExposedLite implements Exposed {
  private final Path file;
  private final LiteModel model;
  private final Map<String, Integer> results = new LinkedHashMap<>();

  private ExposedLite(Path file, LiteModel model) {
    this.file = file;
    this.model = model;
    Map<Integer, String> ports = new LinkedHashMap<>();
    model.outputs().forEach(port -> ports.putIfAbsent(port.tensor(), port.name()));
    Set<String> taken = new HashSet<>(Set.of(""));
    model.inputs().forEach(port -> taken.add(port.name()));
    for (LiteOp op : model.ops()) {
      for (int tensor : op.outputs()) {
        String name = ports.getOrDefault(tensor, model.tensor(tensor).name());
        if (taken.add(name)) {
          results.put(name, tensor);
        } else {
          results.remove(name);
        }
      }
    }
  }

  static ExposedLite read(Path file) {
    return new ExposedLite(file, TfliteReader.read(file));
  }

  @Override
  public ModelFormat format() {
    return ModelFormat.TFLITE;
  }

  @Override
  public Optional<String> obstacle() {
    boolean plain =
        model.tensors().stream().allMatch(t -> t.isStatic() && !t.quantized() && !t.variable());
    if (model.otherSubgraphs() > 0) {
      return Optional.of("it has several graphs");
    } else if (!plain) {
      return Optional.of("it has quantized or variable tensors, or sizes known only at run time");
    }
    return model.ops().stream()
        .filter(op -> op.options() instanceof Options.Other || op.kind() == Builtin.CUSTOM)
        .findFirst()
        .map(op -> "it has an operator " + op.name());
  }

  @Override
  public List<String> values() {
    return List.copyOf(results.keySet());
  }

  @Override
  public Set<String> inputs() {
    Set<String> inputs = new HashSet<>();
    model.inputs().forEach(port -> inputs.add(port.name()));
    return inputs;
  }

  @Override
  public Set<String> computedFrom(Set<String> values) {
    Set<Integer> computed = new HashSet<>();
    values.stream().filter(results::containsKey).forEach(v -> computed.add(results.get(v)));
    model.inputs().stream()
        .filter(port -> values.contains(port.name()))
        .forEach(port -> computed.add(port.tensor()));
    for (LiteOp op : model.ops()) {
      if (op.kind() != Builtin.SHAPE && op.inputs().stream().anyMatch(computed::contains)) {
        computed.addAll(op.outputs());
      }
    }
    Set<String> names = new HashSet<>(results.keySet());
    names.removeIf(name -> !computed.contains(results.get(name)));
    names.addAll(values);
    return names;
  }

  @Override
  public Runner open(Collection<String> values, Settings settings) {
    List<Port> outputs = new ArrayList<>(model.outputs());
    for (String value : values) {
      if (outputs.stream().noneMatch(port -> port.name().equals(value))) {
        outputs.add(new Port(value, results.get(value)));
      }
    }
    return TemporaryModel.open(file, model.withPorts(model.inputs(), outputs), settings);
  }

  @Override
  public Part between(Set<String> from, String to) {
    Map<String, Integer> given = new LinkedHashMap<>();
    model.inputs().forEach(port -> given.put(port.name(), port.tensor()));
    from.stream().filter(results::containsKey).forEach(v -> given.put(v, results.get(v)));
    return LitePart.between(model, given, results.get(to));
  }
}
