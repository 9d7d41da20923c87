package dev.espalier.tflite.file;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.LiteModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model as a .tflite file. The tables come first, then the contents of the buffers, each
 * at a multiple of 16 bytes, so that constants pass through memory in small chunks. The same model
 * gives the same bytes.
 */
public final class TfliteWriter {
  private static final int BUFFER = 1 << 16;

  private final byte[] tables;
  private final List<Tensor> contents;
  private final long[] places;
  private long end;

  /**
   * What was written.
   *
   * @param bytes of the file
   */
  public record Summary(long bytes, int operators) {}

  private TfliteWriter(LiteModel model) {
    FileBuffers buffers = new FileBuffers(model);
    ModelTable table = new ModelTable(model, buffers);
    contents = buffers.contents();
    places = new long[contents.size()];
    tables = table.build();
    place();
    connect(table);
  }

  /**
   * Writes the file.
   *
   * @throws NotOnTargetException when it would be larger than the format allows
   */
  public static Summary write(LiteModel model, Path file) throws IOException {
    TfliteWriter writer = new TfliteWriter(model);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      writer.write(out);
    }
    return new Summary(writer.end, model.ops().size());
  }

  private void place() {
    end = tables.length;
    for (int i = 0; i < places.length; i++) {
      long data = end + Integer.BYTES + FileRemarks.ALIGNMENT - 1;
      places[i] = data - data % FileRemarks.ALIGNMENT;
      end = places[i] + contents.get(i).byteSize();
    }
    if (end > Integer.MAX_VALUE) {
      throw new NotOnTargetException(
          Code.MODEL_TOO_LARGE,
          "the file would have %d bytes; TFLite files have at most %d: prune the model or store its"
              + " weights with --precision fp16",
          end,
          Integer.MAX_VALUE);
    }
  }

  /** Lets every buffer refer to its data instead of having its own number there. */
  private void connect(ModelTable table) {
    ByteBuffer bytes = ByteBuffer.wrap(tables).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < places.length; i++) {
      int reference = table.reference(i + 1);
      if (bytes.getInt(reference) != i + 1) {
        throw new IllegalStateException("no buffer " + (i + 1) + " at " + reference);
      }
      bytes.putInt(reference, (int) places[i] - Integer.BYTES - reference);
    }
  }

  private void write(OutputStream out) throws IOException {
    out.write(tables);
    long at = tables.length;
    for (int i = 0; i < places.length; i++) {
      out.write(new byte[(int) (places[i] - Integer.BYTES - at)]);
      out.write(length(contents.get(i)));
      Chunks.write(contents.get(i), out);
      at = places[i] + contents.get(i).byteSize();
    }
  }

  private static byte[] length(Tensor content) {
    return ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) content.byteSize())
        .array();
  }
}
