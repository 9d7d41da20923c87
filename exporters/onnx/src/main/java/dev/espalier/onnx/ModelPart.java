package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.TensorType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a model file between some of its values and one that is computed from them: the
 * nodes, as they are in the file, and the weights they read.
 */
public final class ModelPart {
  /** Before, every weight had to be an input, too. */
  private static final long FIRST_WITH_WEIGHTS_ALONE = 4;

  /**
   * An input or output of the part.
   *
   * @param value its name in the model
   * @param port its name in the part
   */
  public record Port(String value, String port, TensorType type) {}

  private final Path file;
  private final ModelProto model;
  private final List<NodeProto> nodes;
  private final Set<String> inputs = new LinkedHashSet<>();
  private final Set<String> weights = new HashSet<>();

  private ModelPart(Path file, ModelProto model, List<NodeProto> nodes) {
    this.file = file;
    this.model = model;
    this.nodes = nodes;
  }

  /**
   * Goes back from a value to those at which the part begins, and to inputs of the model.
   *
   * @param model what {@link ModelFile} found in the file
   * @throws OnnxException when the nodes form a cycle
   */
  public static ModelPart between(Path file, ModelProto model, Set<String> from, String to) {
    List<NodeProto> order = TopologicalOrder.of(model.getGraph().getNodeList());
    List<NodeProto> nodes = new ArrayList<>();
    Set<String> read = new HashSet<>(Set.of(to));
    for (int i = order.size() - 1; i >= 0; i--) {
      NodeProto node = order.get(i);
      if (node.getOutputList().stream().anyMatch(o -> read.contains(o) && !from.contains(o))) {
        nodes.add(withoutResults(node, from));
        read.addAll(Captures.read(node));
      }
    }
    Collections.reverse(nodes);
    ModelPart part = new ModelPart(file, model, nodes);
    part.collect(from, read);
    return part;
  }

  /** A node of which some results are given: those it makes have names that nobody reads. */
  private static NodeProto withoutResults(NodeProto node, Set<String> given) {
    NodeProto.Builder kept = node.toBuilder().clearOutput();
    node.getOutputList().forEach(o -> kept.addOutput(given.contains(o) ? o + "/unread" : o));
    return kept.build();
  }

  private void collect(Set<String> from, Set<String> read) {
    GraphProto graph = model.getGraph();
    graph.getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> weights.add(tensor.getValues().getName()));
    weights.retainAll(read);
    Set<String> sources = new LinkedHashSet<>();
    graph.getInputList().forEach(input -> sources.add(input.getName()));
    sources.addAll(from);
    for (String source : sources) {
      if (read.contains(source) && !weights.contains(source)) {
        inputs.add(source);
      }
    }
  }

  /** The values that must be given; weights that the file declares as inputs are not among them. */
  public Set<String> inputs() {
    return Collections.unmodifiableSet(inputs);
  }

  /** The nodes, in an order in which they can run. */
  public List<NodeProto> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /**
   * Writes the part as a model of its own, with all weights inside.
   *
   * @param given its inputs in order; there may be more than it needs
   */
  public void write(Path target, List<Port> given, Port result) throws IOException {
    GraphProto graph = model.getGraph();
    GraphProto.Builder part = GraphProto.newBuilder().setName(graph.getName());
    given.forEach(port -> rename(port.port(), port.value()).ifPresent(part::addNode));
    part.addAllNode(nodes);
    rename(result.value(), result.port()).ifPresent(part::addNode);
    TensorReader reader = new TensorReader(new ExternalData(file));
    for (TensorProto weight : graph.getInitializerList()) {
      if (weights.contains(weight.getName())) {
        part.addInitializer(reader.internal(weight));
      }
    }
    for (SparseTensorProto weight : graph.getSparseInitializerList()) {
      if (weights.contains(weight.getValues().getName())) {
        part.addSparseInitializer(weight);
      }
    }
    given.forEach(port -> part.addInput(Declarations.of(port.port(), port.type())));
    part.addOutput(Declarations.of(result.port(), result.type()));
    ModelProto whole =
        model.toBuilder()
            .setGraph(part)
            .setIrVersion(Math.max(model.getIrVersion(), FIRST_WITH_WEIGHTS_ALONE))
            .build();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      whole.writeTo(out);
    }
  }

  private static Optional<NodeProto> rename(String from, String to) {
    return from.equals(to)
        ? Optional.empty()
        : Optional.of(Call.of("Identity", from).makes(to).setName(to).build());
  }
}
