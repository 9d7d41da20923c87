package dev.espalier.check;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.onnx.ModelFile;
import dev.espalier.onnx.ModelPart;
import dev.espalier.onnx.TopologicalOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An ONNX model. Only the copy in memory changes; external data stays where it is. */
final class ExposedOnnx implements Exposed {
  /** Operators whose results depend on no element of what they read. */
  private static final Set<String> SIZES = Set.of("Shape", "Size");

  private static final long FIRST_WITH_CONSTANT_WEIGHTS = 4;

  private final Path file;
  private final ModelProto model;

  private ExposedOnnx(Path file, ModelProto model) {
    this.file = file;
    this.model = model;
  }

  static ExposedOnnx read(Path file) {
    return new ExposedOnnx(file, ModelFile.parse(file));
  }

  boolean isOutput(String value) {
    return model.getGraph().getOutputList().stream().anyMatch(o -> o.getName().equals(value));
  }

  /** The outputs that are the arg-max of scores. */
  Map<String, LabelMap> labelMaps() {
    return LabelMap.in(model.getGraph());
  }

  /**
   * Whether weights are declared as inputs, as old exporters do. A caller may replace such weights,
   * so the runtime must not fold them, and its optimisations would show next to nothing.
   */
  boolean declaresWeights() {
    Set<String> weights = replaceable();
    return model.getGraph().getInputList().stream().anyMatch(i -> weights.contains(i.getName()));
  }

  /** The weights a caller may replace if they are inputs; before IR 4 they had to be, and none. */
  private Set<String> replaceable() {
    Set<String> names = new HashSet<>();
    if (model.getIrVersion() >= FIRST_WITH_CONSTANT_WEIGHTS) {
      model.getGraph().getInitializerList().forEach(weight -> names.add(weight.getName()));
    }
    return names;
  }

  @Override
  public ModelFormat format() {
    return ModelFormat.ONNX;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  /** Not those of subgraphs. */
  @Override
  public List<String> values() {
    return nodes().stream()
        .flatMap(node -> node.getOutputList().stream())
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private List<NodeProto> nodes() {
    return TopologicalOrder.of(model.getGraph().getNodeList());
  }

  @Override
  public Set<String> inputs() {
    Set<String> inputs = new HashSet<>();
    model.getGraph().getInputList().forEach(input -> inputs.add(input.getName()));
    model.getGraph().getInitializerList().forEach(weight -> inputs.remove(weight.getName()));
    return inputs;
  }

  @Override
  public Set<String> computedFrom(Set<String> values) {
    Set<String> computed = new HashSet<>(values);
    for (NodeProto node : nodes()) {
      boolean readsSizes = SIZES.contains(node.getOpType());
      if (!readsSizes && node.getInputList().stream().anyMatch(computed::contains)) {
        computed.addAll(node.getOutputList());
      }
    }
    return computed;
  }

  @Override
  public Part between(Set<String> from, String to) {
    ModelPart part = ModelPart.between(file, model, from, to);
    return new Part() {
      @Override
      public Set<String> inputs() {
        return part.inputs();
      }

      @Override
      public int operators() {
        return part.nodes().size();
      }

      @Override
      public void write(Path target, List<PartPort> inputs, PartPort output) throws IOException {
        part.write(target, inputs.stream().map(ExposedOnnx::port).toList(), port(output));
      }
    };
  }

  private static ModelPart.Port port(PartPort port) {
    return new ModelPart.Port(port.name(), port.port(), port.type());
  }

  /** No weight can be replaced, so they can be folded. */
  @Override
  public Runner open(Collection<String> values, Settings settings) {
    Set<String> weights = replaceable();
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInput();
    for (ValueInfoProto input : model.getGraph().getInputList()) {
      if (!weights.contains(input.getName())) {
        graph.addInput(input);
      }
    }
    for (String value : values) {
      if (!isOutput(value)) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(value));
      }
    }
    byte[] bytes = model.toBuilder().setGraph(graph).build().toByteArray();
    Path folder = file.toAbsolutePath().getParent();
    return OnnxRuntimeRunner.open(file.toString(), bytes, folder, settings);
  }
}
