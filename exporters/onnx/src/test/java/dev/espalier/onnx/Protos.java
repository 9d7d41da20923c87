package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Small ONNX models for tests. */
public final class Protos {
  private Protos() {}

  /** A graph whose inputs and outputs are written {@code x:N,3,H,8}; outputs may be bare names. */
  public static GraphProto.Builder graph(
      String inputs, String outputs, NodeProto.Builder... nodes) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("g");
    Stream.of(inputs.split(" ", -1))
        .filter(i -> !i.isEmpty())
        .forEach(i -> graph.addInput(value(i)));
    Stream.of(outputs.split(" ", -1)).forEach(o -> graph.addOutput(value(o)));
    Stream.of(nodes).forEach(graph::addNode);
    return graph;
  }

  public static ModelProto.Builder model(long opset, GraphProto.Builder graph) {
    return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(opset("", opset)).setGraph(graph);
  }

  public static OperatorSetIdProto opset(String domain, long version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  public static ValueInfoProto.Builder value(String text) {
    String[] parts = text.split(":", 2);
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(parts[0]);
    if (parts.length == 2) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (String dim : parts[1].split(",", -1)) {
        if (dim.isEmpty()) {
          continue;
        }
        boolean number = dim.matches("-?[0-9]+");
        shape.addDim(
            number
                ? Dimension.newBuilder().setDimValue(Long.parseLong(dim))
                : Dimension.newBuilder().setDimParam(dim));
      }
      TypeProto.Tensor type = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape).build();
      value.setType(TypeProto.newBuilder().setTensorType(type));
    }
    return value;
  }

  /** A node written {@code "y z = Split x s"}; {@code -} is an absent operand or result. */
  public static NodeProto.Builder node(String text, AttributeProto... attributes) {
    String[] sides = text.split(" = ", 2);
    String[] words = sides[1].split(" ", -1);
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(words[0]).setName("n_" + sides[0]);
    Stream.of(sides[0].split(" ")).map(Protos::name).forEach(node::addOutput);
    Stream.of(words).skip(1).map(Protos::name).forEach(node::addInput);
    return node.addAllAttribute(List.of(attributes));
  }

  private static String name(String word) {
    return word.equals("-") ? "" : word;
  }

  public static AttributeProto ints(String name, long... values) {
    return attribute(name, AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  public static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  public static AttributeProto real(String name, float value) {
    return attribute(name, AttributeType.FLOAT).setF(value).build();
  }

  public static AttributeProto reals(String name, float... values) {
    AttributeProto.Builder reals = attribute(name, AttributeType.FLOATS);
    for (float value : values) {
      reals.addFloats(value);
    }
    return reals.build();
  }

  public static AttributeProto text(String name, String value) {
    return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  public static AttributeProto graph(String name, GraphProto.Builder graph) {
    return attribute(name, AttributeType.GRAPH).setG(graph).build();
  }

  public static AttributeProto tensor(String name, TensorProto.Builder tensor) {
    return attribute(name, AttributeType.TENSOR).setT(tensor).build();
  }

  public static AttributeProto reference(String name, AttributeType type, String parameter) {
    return attribute(name, type).setRefAttrName(parameter).build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  public static TensorProto.Builder floats(String name, long[] shape, float... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    LongStream.of(shape).forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor;
  }

  public static TensorProto.Builder longs(String name, long... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(7);
    tensor.addDims(values.length);
    LongStream.of(values).forEach(tensor::addInt64Data);
    return tensor;
  }

  public static long[] shape(long... dims) {
    return dims;
  }

  public static Path write(Path folder, MessageLite.Builder model) {
    return write(folder, model.build().toByteArray());
  }

  public static Path write(Path folder, byte[] bytes) {
    try {
      return Files.write(folder.resolve("model.onnx"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
