package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.espalier.ir.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a model without ever holding its constants in memory: the frames around them are written
 * by hand, the bytes follow in chunks. Large models, which one protobuf message cannot hold, have
 * their constants in a second file beside the model.
 */
final class ModelStream {
  /** Constants in the second file begin at multiples of this, so that they can be mapped. */
  private static final long ALIGNMENT = 4096;

  /** Smaller constants stay in the model itself. */
  private static final long EXTERNAL_FROM = 1024;

  private static final int BUFFER = 1 << 12;

  private final Path file;
  private final Map<String, Tensor> constants;
  private final Map<String, Long> offsets = new LinkedHashMap<>();

  /**
   * @param largest the number of bytes of constants from which on they go to the second file
   */
  ModelStream(Path file, Map<String, Tensor> constants, long largest) {
    this.file = file;
    this.constants = constants;
    long bytes = constants.values().stream().mapToLong(Tensor::byteSize).sum();
    if (bytes >= largest) {
      placeExternally();
    }
  }

  private void placeExternally() {
    long end = 0;
    for (Map.Entry<String, Tensor> constant : constants.entrySet()) {
      if (constant.getValue().byteSize() >= EXTERNAL_FROM) {
        long offset = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        offsets.put(constant.getKey(), offset);
        end = offset + constant.getValue().byteSize();
      }
    }
  }

  /** The file with the constants, which exists when the model is large. */
  private Path external() {
    return file.resolveSibling(file.getFileName() + ".data");
  }

  /**
   * Writes the files: the model, and the one with its constants if there is one.
   *
   * @param rest the model without its graph
   * @param graph the graph without its constants
   */
  List<OnnxWriter.Written> write(ModelProto rest, GraphProto graph) throws IOException {
    List<OnnxWriter.Written> files = new ArrayList<>();
    files.add(writeModel(rest, graph));
    if (!offsets.isEmpty()) {
      files.add(writeExternal());
    }
    return files;
  }

  private OnnxWriter.Written writeModel(ModelProto rest, GraphProto graph) throws IOException {
    try (HashedFile out = HashedFile.create(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out, BUFFER);
      rest.writeTo(coded);
      coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      coded.writeUInt64NoTag(graphLength(graph));
      graph.writeTo(coded);
      for (Map.Entry<String, Tensor> constant : constants.entrySet()) {
        writeHead(coded, constant.getKey(), constant.getValue());
        coded.flush();
        if (!offsets.containsKey(constant.getKey())) {
          TensorBytes.write(constant.getValue(), out);
        }
      }
      coded.flush();
      return out.finish();
    }
  }

  private long graphLength(GraphProto graph) {
    long length = graph.getSerializedSize();
    for (Map.Entry<String, Tensor> constant : constants.entrySet()) {
      length +=
          framed(
              GraphProto.INITIALIZER_FIELD_NUMBER, length(constant.getKey(), constant.getValue()));
    }
    return length;
  }

  private long length(String name, Tensor tensor) {
    long head = head(name, tensor).getSerializedSize();
    return offsets.containsKey(name)
        ? head
        : head + framed(TensorProto.RAW_DATA_FIELD_NUMBER, tensor.byteSize());
  }

  /** The size of a field with its tag and the length in front of it. */
  private static long framed(int field, long length) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(length)
        + length;
  }

  /** Everything in front of the bytes. */
  private void writeHead(CodedOutputStream out, String name, Tensor tensor) throws IOException {
    out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(length(name, tensor));
    head(name, tensor).writeTo(out);
    if (!offsets.containsKey(name)) {
      out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt64NoTag(tensor.byteSize());
    }
  }

  private TensorProto head(String name, Tensor tensor) {
    TensorProto.Builder head = TensorBytes.head(name, tensor);
    if (offsets.containsKey(name)) {
      head.setDataLocation(TensorProto.DataLocation.EXTERNAL)
          .addExternalData(entry("location", external().getFileName().toString()))
          .addExternalData(entry("offset", Long.toString(offsets.get(name))))
          .addExternalData(entry("length", Long.toString(tensor.byteSize())));
    }
    return head.build();
  }

  static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private OnnxWriter.Written writeExternal() throws IOException {
    long at = 0;
    try (HashedFile out = HashedFile.create(external())) {
      for (Map.Entry<String, Long> place : offsets.entrySet()) {
        out.write(new byte[(int) (place.getValue() - at)]);
        Tensor tensor = constants.get(place.getKey());
        TensorBytes.write(tensor, out);
        at = place.getValue() + tensor.byteSize();
      }
      return out.finish();
    }
  }
}
