package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of ONNX's single-operator cases: a model, its inputs in graph order, and the outputs it must
 * give.
 */
record ConformanceCase(
    String name, Path model, List<TensorProto> inputs, List<TensorProto> outputs) {
  /** All cases, unpacked into a folder; tests are skipped where the shared data is absent. */
  static List<ConformanceCase> unpack(Path folder) throws IOException {
    List<ConformanceCase> cases = new ArrayList<>();
    for (Path path : Conformance.cases(folder)) {
      cases.add(
          new ConformanceCase(
              path.getFileName().toString(),
              path.resolve("model.onnx"),
              tensors(path, "input_"),
              tensors(path, "output_")));
    }
    return cases;
  }

  /** The model as networks have it: inputs but the first are constants, optional outputs unused. */
  Path plain(Path folder) throws IOException {
    ModelProto.Builder changed = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    GraphProto.Builder graph = changed.getGraphBuilder();
    for (int i = graph.getInputCount() - 1; i > 0; i--) {
      String input = graph.getInput(i).getName();
      graph.addInitializer(inputs.get(i).toBuilder().setName(input)).removeInput(i);
    }
    if (!graph.getNode(0).getOpType().equals("Split")) {
      String output = graph.getOutput(0).getName();
      graph.getNodeBuilder(0).clearOutput().addOutput(output);
      graph.clearOutput().addOutput(ValueInfoProto.newBuilder().setName(output));
    }
    return Files.write(folder.resolve(name + ".onnx"), changed.build().toByteArray());
  }

  private static List<TensorProto> tensors(Path path, String prefix) throws IOException {
    List<TensorProto> tensors = new ArrayList<>();
    Path file = path.resolve("test_data_set_0/" + prefix + 0 + ".pb");
    while (Files.exists(file)) {
      tensors.add(TensorProto.parseFrom(Files.readAllBytes(file)));
      file = path.resolve("test_data_set_0/" + prefix + tensors.size() + ".pb");
    }
    return tensors;
  }
}
