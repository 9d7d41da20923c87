package dev.espalier.savedmodel;

import dev.espalier.ir.Tensor;
import java.util.Arrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Nodes as fields of a graph; the value of a constant is its attribute {@code value}. */
final class NodeChunk {
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private NodeChunk() {}

  static Chunk of(GraphDraft.Entry entry) {
    Chunk head = Chunk.of(entry.node());
    return entry
        .value()
        .map(value -> Chunk.field(GraphDef.NODE_FIELD_NUMBER, head, value(value)))
        .orElseGet(() -> Chunk.field(GraphDef.NODE_FIELD_NUMBER, head));
  }

  private static Chunk value(Tensor tensor) {
    TensorProto type =
        TensorProto.newBuilder()
            .setDtype(ElementTypes.of(tensor.element()))
            .setTensorShape(
                GraphDraft.shape(Arrays.stream(tensor.shape()).mapToObj(Math::toIntExact).toList()))
            .build();
    Chunk content =
        Chunk.field(
            AttrValue.TENSOR_FIELD_NUMBER,
            Chunk.of(type),
            Chunk.field(TensorProto.TENSOR_CONTENT_FIELD_NUMBER, Chunk.of(tensor)));
    return Chunk.field(
        NodeDef.ATTR_FIELD_NUMBER,
        Chunk.field(KEY, Chunk.of("value")),
        Chunk.field(VALUE, content));
  }
}
