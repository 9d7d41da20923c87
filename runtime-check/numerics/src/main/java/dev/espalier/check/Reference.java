package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.TfliteExport.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The model that candidates are compared with, on fixed inputs. */
public final class Reference implements AutoCloseable {
  private final String name;
  private final Runner runner;
  private final List<PortType> outputs;
  private final Noise noise;
  private final List<EvidenceInput> inputs;
  private final Map<String, LabelMap> labels;

  private Reference(
      String name,
      Runner runner,
      List<PortType> outputs,
      Noise noise,
      List<EvidenceInput> inputs,
      Map<String, LabelMap> labels) {
    this.name = name;
    this.runner = runner;
    this.outputs = outputs;
    this.noise = noise;
    this.inputs = List.copyOf(inputs);
    this.labels = labels;
  }

  /**
   * Opens a model with optimisations off and one thread, and measures its noise.
   *
   * @throws RunException when the runtime cannot load or run it
   */
  public static Reference open(Path model, List<EvidenceInput> inputs) {
    return ModelFormat.of(model) == ModelFormat.ONNX
        ? openOnnx(model, inputs)
        : open(
            model,
            settings -> ModelFormat.TFLITE.open(model, settings),
            inputs,
            output -> true,
            Map.of());
  }

  private static Reference openOnnx(Path model, List<EvidenceInput> inputs) {
    ExposedOnnx exposed = ExposedOnnx.read(model);
    Map<String, LabelMap> labels = exposed.labelMaps();
    Set<String> scores = new TreeSet<>();
    labels.values().forEach(label -> scores.add(label.scores()));
    Noise.Source source =
        settings ->
            scores.isEmpty() && (settings.optimise() == Optimise.NONE || !exposed.declaresWeights())
                ? OnnxRuntimeRunner.open(model, settings)
                : exposed.open(scores, settings);
    return open(model, source, inputs, exposed::isOutput, labels);
  }

  private static Reference open(
      Path model,
      Noise.Source source,
      List<EvidenceInput> inputs,
      Predicate<String> isOutput,
      Map<String, LabelMap> labels) {
    Noise noise = Noise.measure(source, inputs);
    Runner runner = source.open(Settings.PLAIN);
    List<PortType> outputs =
        runner.outputs().stream().filter(port -> isOutput.test(port.name())).toList();
    String name = model.getFileName().toString();
    return new Reference(name, runner, outputs, noise, inputs, labels);
  }

  /** How reports call it: the name of the file. */
  public String name() {
    return name;
  }

  public List<EvidenceInput> inputs() {
    return inputs;
  }

  public Noise noise() {
    return noise;
  }

  /** Computes the outputs, and the scores of the label maps among them. */
  Map<String, Tensor> run(Map<String, Tensor> tensors) {
    return runner.run(tensors);
  }

  List<PortType> inputPorts() {
    return runner.inputs();
  }

  List<PortType> outputPorts() {
    return outputs;
  }

  /** What the outputs of a candidate are held against, in the order of this model's outputs. */
  List<Expected> expected(Candidate candidate) {
    return expected(candidate.labels());
  }

  private List<Expected> expected(Map<String, Labels> changed) {
    return outputs.stream()
        .map(output -> expected(output, changed.getOrDefault(output.name(), Labels.AS_IN_GRAPH)))
        .toList();
  }

  private Expected expected(PortType output, Labels kind) {
    Map<String, TensorType> types = new TreeMap<>();
    runner.outputs().forEach(port -> types.put(port.name(), port.type()));
    return Expected.of(output, kind, Optional.ofNullable(labels.get(output.name())), types);
  }

  /** The types the outputs of a candidate must have. */
  List<PortType> outputPorts(Map<String, Labels> changed) {
    return expected(changed).stream().map(Expected::port).toList();
  }

  /** The type an output must have of which this became. */
  PortType outputPort(PortType output, Labels kind) {
    return expected(output, kind).port();
  }

  @Override
  public void close() {
    runner.close();
  }
}
