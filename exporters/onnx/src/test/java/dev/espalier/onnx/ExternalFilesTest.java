package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import org.junit.jupiter.api.Test;

/** Weights may lie outside the model wherever a model has a tensor. */
class ExternalFilesTest {
  private static TensorProto tensor(String location) {
    return TensorProto.newBuilder()
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .addExternalData(StringStringEntryProto.newBuilder().setKey("offset").setValue("7"))
        .build();
  }

  private static NodeProto node(AttributeProto.Builder attribute) {
    return NodeProto.newBuilder().addAttribute(attribute).build();
  }

  @Test
  void everyTensorIsLookedAt() {
    GraphProto branch =
        GraphProto.newBuilder()
            .addInitializer(tensor("branch"))
            .addNode(node(AttributeProto.newBuilder().setT(tensor("constant"))))
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .addInitializer(tensor("weights"))
            .addInitializer(tensor("weights"))
            .addInitializer(TensorProto.getDefaultInstance())
            .addNode(node(AttributeProto.newBuilder().setG(branch)))
            .addNode(node(AttributeProto.newBuilder().addTensors(tensor("list"))))
            .build();
    FunctionProto function =
        FunctionProto.newBuilder()
            .addNode(
                node(
                    AttributeProto.newBuilder()
                        .addGraphs(GraphProto.newBuilder().addInitializer(tensor("function")))))
            .build();
    assertThat(
            ExternalFiles.of(
                ModelProto.newBuilder().setGraph(graph).addFunctions(function).build()))
        .containsExactly("branch", "constant", "function", "list", "weights");
  }

  @Test
  void aModelMayHaveNone() {
    assertThat(ExternalFiles.of(ModelProto.getDefaultInstance())).isEmpty();
  }
}
