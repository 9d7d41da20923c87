package dev.espalier.accuracy.score;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.WireFormat;
import dev.espalier.accuracy.DataException;
import dev.espalier.check.ModelFormat;
import dev.espalier.tflite.file.TfliteReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what a model file says about the pictures it wants. */
public final class ModelMetadata {
  private ModelMetadata() {}

  /** The preprocessing a model was trained with, if its file says so. */
  public static Optional<Preprocessing> preprocessing(Path model) {
    Optional<String> text =
        switch (ModelFormat.of(model)) {
          case ONNX -> onnx(model);
          case TFLITE ->
              Optional.ofNullable(TfliteReader.read(model).metadata().get(Preprocessing.KEY))
                  .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        };
    return text.map(json -> Preprocessing.parse(model.toString(), json));
  }

  /** Everything but the metadata is skipped, the graph among it. */
  private static Optional<String> onnx(Path model) {
    Optional<String> found = Optional.empty();
    try (InputStream file = Files.newInputStream(model)) {
      CodedInputStream in = CodedInputStream.newInstance(file);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) != ModelProto.METADATA_PROPS_FIELD_NUMBER) {
          in.skipField(tag);
          continue;
        }
        StringStringEntryProto.Builder entry = StringStringEntryProto.newBuilder();
        in.readMessage(entry, ExtensionRegistryLite.getEmptyRegistry());
        if (entry.getKey().equals(Preprocessing.KEY)) {
          found = Optional.of(entry.getValue());
        }
      }
      return found;
    } catch (IOException e) {
      throw new DataException("%s: cannot read the model's metadata: %s", model, e.getMessage());
    }
  }
}
