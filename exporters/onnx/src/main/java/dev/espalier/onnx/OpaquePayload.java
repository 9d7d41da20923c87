package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.espalier.ir.op.Bytes;
import java.util.List;

/** The attributes of an opaque node: the bytes of a NodeProto that holds nothing else. */
final class OpaquePayload {
  private OpaquePayload() {}

  static Bytes of(List<AttributeProto> attributes) {
    return Bytes.of(NodeProto.newBuilder().addAllAttribute(attributes).build().toByteArray());
  }

  static List<AttributeProto> attributes(Bytes payload) {
    try {
      return NodeProto.parseFrom(payload.toArray()).getAttributeList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the attributes of an opaque node cannot be read", e);
    }
  }
}
