package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.opset;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.value;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says besides its graph, and the forms its weights may have. */
class ReaderFileTest {
  @TempDir Path folder;

  private OnnxModel read(ModelProto.Builder model) {
    return OnnxReader.read(write(folder, model));
  }

  @Test
  void whatAFileSaysIsKept() {
    GraphProto.Builder graph =
        graph("x:N,3", "y:batch,3", node("y = Relu x").setDocString("a node"))
            .setDocString("a graph");
    ModelProto.Builder model =
        model(13, graph)
            .setProducerName("tool")
            .setProducerVersion("1")
            .setDomain("org")
            .setModelVersion(7)
            .setDocString("a model")
            .addOpsetImport(opset("ai.onnx.ml", 2))
            .addMetadataProps(StringStringEntryProto.newBuilder().setKey("b").setValue("2"))
            .addMetadataProps(StringStringEntryProto.newBuilder().setKey("a").setValue("1"));
    OnnxOrigin origin = read(model).origin();
    assertThat(origin.producer())
        .isEqualTo(new OnnxOrigin.Producer("tool", "1", "org", 7, "a model", "g", "a graph"));
    assertThat(origin.irVersion()).isEqualTo(8);
    assertThat(origin.opsets()).hasToString("{=13, ai.onnx.ml=2}");
    assertThat(origin.metadata()).hasToString("{a=1, b=2}");
    assertThat(origin.nodeDocs()).isEqualTo(Map.of("y", "a node"));
    assertThat(origin.inputs()).isEqualTo(Map.of("x", value("x:N,3").build()));
    assertThat(origin.outputs()).isEqualTo(Map.of("y", value("y:batch,3").build()));
    assertThat(origin.notes()).isEmpty();
  }

  @Test
  void sizesAUserGivesAreDeclared() {
    Path file = write(folder, model(13, graph("x:N,3,?", "y:N,3,Z", node("y = Relu x"))));
    OnnxModel model = OnnxReader.read(file, Map.of("x", shape(2, 3, 8)));
    assertThat(model.graph().type("y")).hasToString("f32[2,3,8]");
    assertThat(model.origin().inputs().get("x")).isEqualTo(value("x:2,3,8").build());
    assertThat(model.origin().outputs().get("y")).isEqualTo(value("y:2,3,Z").build());
  }

  @Test
  void inputsWithAValueAreConstants() {
    GraphProto.Builder graph =
        graph("w:2 x:1,2", "y", node("y = Add x w")).addInitializer(floats("w", shape(2), 1, 2));
    for (int ir = 3; ir <= 4; ir++) {
      OnnxModel model = read(model(13, graph).setIrVersion(ir));
      assertThat(model.graph().inputs()).containsOnlyKeys("x");
      assertThat(model.origin().inputs()).containsOnlyKeys("x");
      assertThat(model.graph().constants()).containsOnlyKeys("w");
      assertThat(model.origin().notes()).hasSize(ir == 3 ? 0 : 1);
    }
  }

  @Test
  void weightsStayInTheFile() {
    byte[] raw = new byte[1 << 16];
    TensorProto.Builder w = floats("w", shape(1 << 14)).setRawData(ByteString.copyFrom(raw));
    Path file = write(folder, model(13, graph("x:1", "y", node("y = Add x w")).addInitializer(w)));
    TensorProto parsed = ModelFile.parse(file).getGraph().getInitializer(0);
    assertThat(parsed.getRawData().asReadOnlyByteBuffer().isDirect()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.5, 1.5",
    "10, 15872, 1.5",
    "16, 16320, 1.5",
    "11, 1.5, 1.5",
    "3, -5, -5",
    "2, 250, 250",
    "5, -300, -300",
    "6, -70000, -70000",
    "7, 5000000000, 5000000000",
    "9, 1, 1",
    "12, 4000000000, 4000000000"
  })
  void typedFields(int type, double stored, double expected) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataType(type);
    switch (type) {
      case 1 -> tensor.addFloatData((float) stored);
      case 11 -> tensor.addDoubleData(stored);
      case 7 -> tensor.addInt64Data((long) stored);
      case 12 -> tensor.addUint64Data((long) stored);
      default -> tensor.addInt32Data((int) stored);
    }
    TensorReader reader = new TensorReader(new ExternalData(folder.resolve("m")));
    assertThat(reader.read(tensor.build()).orElseThrow().scalar()).isEqualTo(expected);
  }

  @Test
  void sparseWeightsAreWrittenOut() {
    for (TensorProto.Builder indices :
        List.of(longs("", 1, 5), longs("", 0, 1, 1, 2).clearDims().addDims(2).addDims(2))) {
      SparseTensorProto.Builder sparse =
          SparseTensorProto.newBuilder()
              .setValues(floats("w", shape(2), 7, 8))
              .setIndices(indices)
              .addDims(2)
              .addDims(3);
      OnnxModel model =
          read(model(13, graph("x:2,3", "y", node("y = Add x w")).addSparseInitializer(sparse)));
      assertThat(model.graph().constant("w").orElseThrow().toDoubles())
          .containsExactly(0, 7, 0, 0, 0, 8);
    }
  }
}
