package dev.espalier.savedmodel;

import com.google.protobuf.CodedOutputStream;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.MetaGraphDef.MetaInfoDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.VersionDef;

/**
 * Writes a TFLite graph as a SavedModel: a graph of constants and operators without variables, tag
 * {@code serve}, whose signature {@code serving_default} has the ports' names. The order of axes
 * and the order of operators stay. Equal models give equal bytes.
 */
public final class SavedModelWriter {
  /** The only file of the folder. */
  public static final String FILE = "saved_model.pb";

  /** The version of graphs that TensorFlow 2.18 writes. */
  private static final int GRAPH_VERSION = 1994;

  private static final int BUFFER = 1 << 16;

  /**
   * What was written.
   *
   * @param bytes of the file
   * @param nodes of the graph, constants and inputs among them
   */
  public record Summary(long bytes, int nodes) {}

  private SavedModelWriter() {}

  /**
   * Writes {@value #FILE} into a folder, which is made when it is not there.
   *
   * @throws NotOnTargetException if an operator, a type or a size of the model cannot be written
   */
  public static Summary write(LiteModel model, Path folder) throws IOException {
    model.tensors().forEach(SavedModelWriter::require);
    Values values = new Values(model);
    model.ops().forEach(values::add);
    SignatureDef signature = signature(model, values);
    List<GraphDraft.Entry> entries = values.graph().entries();
    Chunk file = file(entries, signature);
    if (file.length() > Integer.MAX_VALUE) {
      throw new NotOnTargetException(
          Code.MODEL_TOO_LARGE,
          "a SavedModel can have %d bytes, this one needs %d; write ONNX instead",
          Integer.MAX_VALUE,
          file.length());
    }
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILE))) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out, BUFFER);
      coded.useDeterministicSerialization();
      file.write(coded);
      coded.flush();
    }
    return new Summary(file.length(), entries.size());
  }

  private static void require(LiteTensor tensor) {
    if (!tensor.isStatic()) {
      throw new NotOnTargetException(
          Code.DYNAMIC_DIMENSION,
          "%s is %s; a SavedModel is written for fixed sizes",
          tensor.name(),
          tensor.type());
    }
    if (tensor.quantized() || tensor.variable()) {
      throw new NotOnTargetException(
          Code.TYPE_NOT_SUPPORTED,
          "%s is %s; a SavedModel is written of plain numbers only",
          tensor.name(),
          tensor.quantized() ? "quantized" : "a variable");
    }
  }

  private static SignatureDef signature(LiteModel model, Values values) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    model.inputs().forEach(port -> signature.putInputs(port.name(), info(port, values)));
    model.outputs().forEach(port -> signature.putOutputs(port.name(), info(port, values)));
    return signature.build();
  }

  private static TensorInfo info(LiteModel.Port port, Values values) {
    LiteTensor tensor = values.model().tensor(port.tensor());
    String value = values.of(port.tensor());
    return TensorInfo.newBuilder()
        .setName(value.contains(":") ? value : value + ":0")
        .setDtype(ElementTypes.of(tensor.element()))
        .setTensorShape(GraphDraft.shape(tensor.shape()))
        .build();
  }

  private static Chunk file(List<GraphDraft.Entry> entries, SignatureDef signature) {
    MetaInfoDef tags = MetaInfoDef.newBuilder().addTags("serve").build();
    MetaGraphDef rest =
        MetaGraphDef.newBuilder().putSignatureDef("serving_default", signature).build();
    Chunk head = Chunk.of(SavedModel.newBuilder().setSavedModelSchemaVersion(1).build());
    Chunk graph =
        Chunk.field(
            SavedModel.META_GRAPHS_FIELD_NUMBER,
            Chunk.of(MetaGraphDef.newBuilder().setMetaInfoDef(tags).build()),
            Chunk.field(MetaGraphDef.GRAPH_DEF_FIELD_NUMBER, nodes(entries)),
            Chunk.of(rest));
    return new Chunk(
        head.length() + graph.length(),
        out -> {
          head.write(out);
          graph.write(out);
        });
  }

  private static List<Chunk> nodes(List<GraphDraft.Entry> entries) {
    List<Chunk> nodes = new ArrayList<>();
    entries.forEach(entry -> nodes.add(NodeChunk.of(entry)));
    VersionDef version = VersionDef.newBuilder().setProducer(GRAPH_VERSION).build();
    nodes.add(Chunk.of(GraphDef.newBuilder().setVersions(version).build()));
    return nodes;
  }
}
