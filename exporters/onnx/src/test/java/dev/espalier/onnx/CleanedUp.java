package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.passes.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A graph of {@code x:1,4,6,6} and what the standard passes make of it. */
record CleanedUp(Path folder) {
  /** The operators that are left of a graph of {@code x:1,4,6,6}, in order. */
  List<String> left(long opset, GraphProto.Builder graph) throws Exception {
    Path original = write(folder, model(opset, graph));
    OnnxModel read = OnnxReader.read(original);
    Graph compiled = Pipeline.standard(read.graph()).graph();
    Path written = folder.resolve("written.onnx");
    new OnnxWriter().write(read.withGraph(compiled), written);
    Map<String, Tensor> image = Map.of("x", SeededTensor.of(TensorType.f32(1, 4, 6, 6), 1, 1));
    double[] expected = Ort.run(original, image).get(0).toDoubles();
    double[] actual = Ort.run(written, image).get(0).toDoubles();
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-5 * (1 + Math.abs(expected[i])));
    }
    return compiled.nodes().stream().map(n -> n.op().mnemonic()).toList();
  }

  long compiledWidth() {
    Graph compiled = OnnxReader.read(folder.resolve("written.onnx")).graph();
    return compiled.type(compiled.nodes().get(0).result()).dim(1).value();
  }

  static GraphProto.Builder onImage(String output, NodeProto.Builder... nodes) {
    return graph("x:1,4,6,6", "y:" + output, nodes);
  }

  static TensorProto.Builder weight(String name, long... dims) {
    Tensor random = SeededTensor.of(TensorType.f32(dims), name.hashCode(), 1);
    float[] values = new float[Math.toIntExact(random.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.at(i);
    }
    return floats(name, dims, values);
  }
}
