package dev.espalier.tflite.file;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;

/** Files as bytes, and other files made from them. */
final class Bytes {
  private Bytes() {}

  static ByteBuffer of(LiteModel model) {
    return ByteBuffer.wrap(array(model)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The file of a model, written and read back as bytes. */
  static byte[] array(LiteModel model) {
    try {
      Path file = Files.createTempFile("model", ".tflite");
      try {
        TfliteWriter.write(model, file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables of a file, by the classes that were generated from the schema. */
  static Model tables(ByteBuffer file) {
    return Model.getRootAsModel(file.duplicate().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** A model's file with something changed in its tables. */
  static ByteBuffer edit(LiteModel model, Consumer<ModelT> change) {
    ModelT tables = tables(of(model)).unpack();
    change.accept(tables);
    FlatBufferBuilder builder = new FlatBufferBuilder();
    Model.finishModelBuffer(builder, Model.pack(builder, tables));
    return ByteBuffer.wrap(builder.sizedByteArray()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
