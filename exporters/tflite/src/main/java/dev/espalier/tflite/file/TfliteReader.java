package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.TensorMap;

/** Reads .tflite files, whoever wrote them. Constants stay in the file, which is mapped. */
public final class TfliteReader {
  private final Model model;
  private final GraphReader graph;

  private TfliteReader(ByteBuffer bytes) {
    VerifyTables.in(bytes);
    model = Model.getRootAsModel(bytes);
    graph = new GraphReader(model, 0);
  }

  /**
   * The model in a file.
   *
   * @throws TfliteException when the file cannot be read or is no valid model
   */
  public static LiteModel read(Path file) {
    return new TfliteReader(map(file).order(ByteOrder.LITTLE_ENDIAN)).model();
  }

  private static ByteBuffer map(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new TfliteException("%s is larger than 2 GB, which is not supported", file);
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (NoSuchFileException e) {
      throw new TfliteException("%s: no such file", file);
    } catch (FileSystemException e) {
      throw new TfliteException(
          "%s: %s", file, e.getReason() == null ? "cannot be read" : e.getReason());
    } catch (IOException e) {
      throw new TfliteException("%s: %s", file, e.getMessage());
    }
  }

  private LiteModel model() {
    return new LiteModel(
        graph.name(),
        graph.tensors(),
        graph.ops(),
        inputs(),
        outputs(),
        Texts.of(model.descriptionAsByteBuffer()),
        metadata(),
        model.subgraphsLength() - 1);
  }

  private List<Port> inputs() {
    List<Port> named = new ArrayList<>();
    for (int s = 0; s < model.signatureDefsLength(); s++) {
      SignatureDef signature = model.signatureDefs(s);
      for (int i = 0; signature.subgraphIndex() == 0 && i < signature.inputsLength(); i++) {
        named.add(port(signature.inputs(i)));
      }
    }
    return ports(graph.inputs(), named);
  }

  private List<Port> outputs() {
    List<Port> named = new ArrayList<>();
    for (int s = 0; s < model.signatureDefsLength(); s++) {
      SignatureDef signature = model.signatureDefs(s);
      for (int i = 0; signature.subgraphIndex() == 0 && i < signature.outputsLength(); i++) {
        named.add(port(signature.outputs(i)));
      }
    }
    return ports(graph.outputs(), named);
  }

  private static Port port(TensorMap entry) {
    return new Port(Texts.of(entry.nameAsByteBuffer()), (int) entry.tensorIndex());
  }

  /** The tensors with the names that a signature gives them, each of which is used once. */
  private List<Port> ports(List<Integer> positions, List<Port> named) {
    List<Port> ports = new ArrayList<>();
    for (int position : positions) {
      LiteTensor tensor = graph.tensors().get(position);
      Port port =
          named.stream()
              .filter(candidate -> candidate.tensor() == position)
              .findFirst()
              .orElse(new Port(tensor.name(), position));
      named.remove(port);
      ports.add(port);
    }
    return ports;
  }

  private Map<String, byte[]> metadata() {
    Map<String, byte[]> metadata = new TreeMap<>();
    for (int i = 0; i < model.metadataLength(); i++) {
      Metadata entry = model.metadata(i);
      ByteBuffer data = model.buffers((int) entry.buffer()).dataAsByteBuffer();
      byte[] bytes = new byte[data == null ? 0 : data.remaining()];
      if (data != null) {
        data.get(bytes);
      }
      metadata.put(Texts.of(entry.nameAsByteBuffer()), bytes);
    }
    return metadata;
  }
}
