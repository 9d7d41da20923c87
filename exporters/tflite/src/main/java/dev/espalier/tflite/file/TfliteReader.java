package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteModel;
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

/**
 * Reads .tflite files, whoever wrote them. All ranges are verified before anything is decoded, and
 * all that operators rely on before a model is returned. Constants stay in the file, which is
 * mapped; time and memory are bounded by the size of the file.
 */
public final class TfliteReader {
  private static final int SCHEMA_VERSION = 3;

  private final ByteBuffer bytes;
  private final Model model;

  private TfliteReader(ByteBuffer bytes) {
    VerifyTables.in(bytes);
    this.bytes = bytes;
    this.model = Model.getRootAsModel(bytes);
  }

  /**
   * The model in a file.
   *
   * @throws TfliteException when the file cannot be read or is no valid model
   */
  public static LiteModel read(Path file) {
    return open(file).model();
  }

  /**
   * The model in a file that this program wrote.
   *
   * @throws IllegalStateException when the file is not valid, or there is anything to remark about
   *     it
   */
  public static LiteModel readWritten(Path file) {
    try {
      TfliteFile written = open(file);
      if (written.remarks().isEmpty()) {
        return written.model();
      }
      throw new IllegalStateException(file + ": " + written.remarks().get(0).message());
    } catch (TfliteException e) {
      throw new IllegalStateException("wrote a file that is not valid", e);
    }
  }

  /**
   * The model in a file, with remarks about the file.
   *
   * @throws TfliteException when the file cannot be read or is no valid model
   */
  public static TfliteFile open(Path file) {
    try {
      return new TfliteReader(map(file)).file();
    } catch (NoSuchFileException e) {
      throw new TfliteException("%s: no such file", file);
    } catch (FileSystemException e) {
      throw new TfliteException(
          "%s: %s", file, e.getReason() == null ? "cannot be read" : e.getReason());
    } catch (IOException e) {
      throw new TfliteException("%s: %s", file, e.getMessage());
    } catch (TfliteException e) {
      throw new TfliteException("%s: %s", file, e.getMessage());
    }
  }

  /** The model in the bytes of a file. */
  static TfliteFile open(ByteBuffer bytes) {
    return new TfliteReader(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN)).file();
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new TfliteException("larger than 2 GB, which is not supported");
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private TfliteFile file() {
    checkModel();
    List<KnownCode> codes = KnownCode.in(model);
    List<GraphReader> graphs = new ArrayList<>();
    for (int i = 0; i < model.subgraphsLength(); i++) {
      graphs.add(new GraphReader(model, i, codes));
      VerifyGraph.in(graphs.get(i));
    }
    GraphReader main = graphs.get(0);
    Signatures signatures = new Signatures(model, graphs);
    LiteModel read =
        new LiteModel(
            main.name(),
            main.tensors(),
            main.ops(),
            signatures.inputs(),
            signatures.outputs(),
            Texts.of(model.descriptionAsByteBuffer()),
            metadata(),
            graphs.size() - 1);
    return new TfliteFile(read, FileRemarks.about(model, read));
  }

  private void checkModel() {
    if (model.version() != SCHEMA_VERSION) {
      throw new TfliteException(
          "the schema has version %d; %d was needed", model.version(), SCHEMA_VERSION);
    }
    if (model.subgraphsLength() == 0) {
      throw new TfliteException("a model without a graph");
    }
    if (model.buffersLength() == 0 || model.buffers(0).dataLength() != 0) {
      throw new TfliteException("buffer 0, which stands for no data, is not an empty one");
    }
  }

  private Map<String, byte[]> metadata() {
    Map<String, byte[]> metadata = new TreeMap<>();
    long left = bytes.limit();
    for (int i = 0; i < model.metadataLength(); i++) {
      Metadata entry = model.metadata(i);
      byte[] content = content(entry.buffer(), left);
      left -= content.length;
      metadata.put(Texts.of(entry.nameAsByteBuffer()), content);
    }
    return metadata;
  }

  private byte[] content(long buffer, long most) {
    if (buffer >= model.buffersLength()) {
      throw new TfliteException("metadata are in buffer %d of %d", buffer, model.buffersLength());
    }
    ByteBuffer data = model.buffers((int) buffer).dataAsByteBuffer();
    if (data != null && data.remaining() > most) {
      throw new TfliteException("metadata refer to the same buffer again and again");
    }
    byte[] content = new byte[data == null ? 0 : data.remaining()];
    if (data != null) {
      data.get(content);
    }
    return content;
  }
}
