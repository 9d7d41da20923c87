package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
   * Opens an ONNX model with optimisations off and one thread, and measures its noise.
   *
   * @throws RunException when ONNX Runtime cannot load or run it
   */
  public static Reference open(Path model, List<EvidenceInput> inputs) {
    ExposedModel exposed = ExposedModel.read(model);
    Map<String, LabelMap> labels = exposed.labelMaps();
    Set<String> scores = new TreeSet<>();
    labels.values().forEach(label -> scores.add(label.scores()));
    Noise.Source source =
        settings ->
            scores.isEmpty() && (settings.optimise() == Optimise.NONE || !exposed.declaresWeights())
                ? OnnxRuntimeRunner.open(model, settings)
                : exposed.open(scores, settings);
    Noise noise = Noise.measure(source, inputs);
    Runner runner = source.open(Settings.PLAIN);
    List<PortType> outputs =
        runner.outputs().stream().filter(port -> exposed.isOutput(port.name())).toList();
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

  Map<String, LabelMap> labels() {
    return labels;
  }

  @Override
  public void close() {
    runner.close();
  }
}
