package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.opset;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.Pipeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says beside its graph is still there when the graph was optimised. */
class PreservationTest {
  @TempDir Path folder;

  private Path compile(ModelProto.Builder model) throws IOException {
    OnnxModel read = OnnxReader.read(write(folder, model));
    Path out = folder.resolve("compiled.onnx");
    new OnnxWriter().write(read.withGraph(Pipeline.standard(read.graph()).graph()), out);
    return out;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static GraphProto.Builder twoOutputs() {
    return graph(
            "second:1,4 first:1,4",
            "z:1,4 y:1,4",
            node("i = Identity first"),
            node("y = Relu i").setDocString("rectified"),
            node("s = Mul second one"),
            node("t = Add s i"),
            node("z = Sigmoid t").setDocString("a gate"))
        .setDocString("the graph")
        .addInitializer(floats("one", shape(4), 1, 1, 1, 1));
  }

  @Test
  void metadataAndDocStrings() throws IOException {
    ModelProto.Builder model =
        model(17, twoOutputs())
            .setDomain("org.example")
            .setModelVersion(7)
            .setDocString("the model")
            .addOpsetImport(opset("ai.onnx.ml", 2))
            .addMetadataProps(entry("labels", "road,sky"))
            .addMetadataProps(entry("author", "somebody"));
    ModelProto compiled = ModelProto.parseFrom(Files.readAllBytes(compile(model)));
    assertThat(compiled.getMetadataPropsList())
        .containsExactly(entry("author", "somebody"), entry("labels", "road,sky"));
    assertThat(compiled.getDomain()).isEqualTo("org.example");
    assertThat(compiled.getModelVersion()).isEqualTo(7);
    assertThat(compiled.getDocString()).isEqualTo("the model");
    assertThat(compiled.getGraph().getDocString()).isEqualTo("the graph");
    assertThat(compiled.getGraph().getNodeList())
        .extracting(NodeProto::getOpType, NodeProto::getDocString)
        .contains(tuple("Relu", "rectified"), tuple("Sigmoid", "a gate"));
  }

  @Test
  void namesAndOrder() throws IOException {
    GraphProto compiled =
        ModelProto.parseFrom(Files.readAllBytes(compile(model(17, twoOutputs())))).getGraph();
    assertThat(compiled.getInputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("second", "first");
    assertThat(compiled.getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("z", "y");
    Set<String> known = new HashSet<>(Set.of("first", "second"));
    for (NodeProto node : compiled.getNodeList()) {
      assertThat(known).containsAll(node.getInputList());
      known.addAll(node.getOutputList());
    }
  }

  /** A weight in a file of its own ends up in the compiled model; the file stays as it is. */
  @Test
  void externalData() throws Exception {
    float[] weights = {1, -2, 3, -4};
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(weights);
    Path data = Files.write(folder.resolve("weights.bin"), bytes.array());
    TensorProto.Builder weight =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(1)
            .addDims(4)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", "weights.bin"));
    Path out =
        compile(model(17, graph("x:1,4", "y:1,4", node("y = Mul x w")).addInitializer(weight)));
    Tensor x = Tensor.floats(new long[] {1, 4}, 1, 1, 2, 2);
    assertThat(Ort.run(out, Map.of("x", x)).get(0).toFloats()).containsExactly(1, -2, 6, -8);
    assertThat(data).hasBinaryContent(bytes.array());
    assertThat(OnnxReader.read(out).graph().constants().values())
        .extracting(Tensor::size)
        .isEqualTo(List.of(4L));
  }
}
