package dev.espalier.measure;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtEnvironment;
import dev.espalier.ir.Graph;
import dev.espalier.onnx.ModelFile;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * ONNX Runtime with every optimisation. Its kernels are the nodes of the graph it makes of a model,
 * in which convolutions with blocked channels stand between nodes that reorder.
 */
public final class OnnxRuntimeHost implements HostRuntime {
  private static final int WEIGHTS_ARE_NO_INPUTS = 4;

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public String format() {
    return "onnx";
  }

  @Override
  public boolean write(Graph graph, Path file) throws IOException {
    new OnnxWriter().write(OnnxModel.of(graph), file);
    return true;
  }

  @Override
  public Loaded load(Path file) throws IOException {
    Path folder = WorkFolder.create();
    Path named = folder.resolve("model.onnx");
    Files.write(named, prepared(ModelFile.parse(file)).toByteArray());
    return new OrtLoaded(named, folder);
  }

  /**
   * The model with nodes of different names, by which the profiler tells them apart, and with
   * weights that nobody can replace at run time, which the runtime needs to pack them.
   */
  private static ModelProto prepared(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      graph.getNodeBuilder(i).setName("n" + i);
    }
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(weight -> weights.add(weight.getName()));
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(input -> !weights.contains(input.getName())).toList();
    graph.clearInput().addAllInput(inputs);
    int version = (int) Math.max(model.getIrVersion(), WEIGHTS_ARE_NO_INPUTS);
    return model.toBuilder().setGraph(graph).setIrVersion(version).build();
  }
}
