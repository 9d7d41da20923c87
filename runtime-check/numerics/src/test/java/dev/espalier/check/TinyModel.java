package dev.espalier.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds small ONNX files; types are written as in textual IR. */
final class TinyModel {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
  private long irVersion = 8;

  /** The one-node model y = op(x). */
  static TinyModel of(String op, String type) {
    return new TinyModel().input("x", type).node(op, List.of("x"), "y").output("y", type);
  }

  TinyModel irVersion(long version) {
    irVersion = version;
    return this;
  }

  TinyModel input(String name, String type) {
    graph.addInput(port(name, TensorType.parse(type)));
    return this;
  }

  TinyModel output(String name, String type) {
    graph.addOutput(port(name, TensorType.parse(type)));
    return this;
  }

  TinyModel constant(String name, Tensor tensor) {
    graph.addInitializer(proto(name, tensor).setRawData(ByteString.copyFrom(bytes(tensor))));
    return this;
  }

  /** A constant stored in a file beside the model. */
  TinyModel external(String name, Tensor tensor, Path file) {
    try {
      Files.write(file, bytes(tensor));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TensorProto.Builder proto = proto(name, tensor);
    proto.setDataLocation(TensorProto.DataLocation.EXTERNAL);
    proto.addExternalDataBuilder().setKey("location").setValue(file.getFileName().toString());
    graph.addInitializer(proto);
    return this;
  }

  TinyModel node(String op, List<String> inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(op)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** A model as the body of a loop or a branch. */
  static AttributeProto body(String name, TinyModel body) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(body.graph)
        .build();
  }

  /** Writes the model to the folder and returns the file. */
  Path in(Path folder, String name) {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(irVersion)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    try {
      return Files.write(folder.resolve(name), model.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TensorProto.Builder proto(String name, Tensor tensor) {
    TensorProto.Builder proto = TensorProto.newBuilder();
    proto.setName(name).setDataType(code(tensor.element()));
    for (long dim : tensor.shape()) {
      proto.addDims(dim);
    }
    return proto;
  }

  private static byte[] bytes(Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate((int) tensor.byteSize());
    tensor.copy(0, (int) tensor.size(), bytes);
    return bytes.array();
  }

  private static ValueInfoProto port(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Dim dim : type.dims()) {
      TensorShapeProto.Dimension.Builder size = shape.addDimBuilder();
      if (dim.isConstant()) {
        size.setDimValue(dim.value());
      } else {
        size.setDimParam(dim.toString());
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(code(type.element())).setShape(shape).build();
    TypeProto proto = TypeProto.newBuilder().setTensorType(tensor).build();
    return ValueInfoProto.newBuilder().setName(name).setType(proto).build();
  }

  private static int code(ElementType element) {
    return switch (element) {
      case F32 -> 1;
      case U8 -> 2;
      case I8 -> 3;
      case U16 -> 4;
      case I16 -> 5;
      case I32 -> 6;
      case I64 -> 7;
      case STRING -> 8;
      case BOOL -> 9;
      case F16 -> 10;
      case F64 -> 11;
      case U32 -> 12;
      case U64 -> 13;
      case BF16 -> 16;
      case UNKNOWN -> throw new IllegalArgumentException("no ONNX type");
    };
  }
}
