package dev.espalier.tflite.file;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;

/**
 * The operators that a model uses, in order of first use, each once with the highest version it is
 * used in.
 */
final class OperatorCodes {
  /** The highest number that fits into the first of the two fields for it. */
  static final int LARGEST_IN_OLD = 127;

  private record Key(Builtin kind, String custom) {}

  private final Map<Key, Integer> versions = new LinkedHashMap<>();
  private final List<Key> keys;

  OperatorCodes(LiteModel model) {
    model.ops().forEach(op -> versions.merge(key(op), op.version(), Math::max));
    keys = new ArrayList<>(versions.keySet());
  }

  private static Key key(LiteOp op) {
    return new Key(op.kind(), op.custom());
  }

  int index(LiteOp op) {
    return keys.indexOf(key(op));
  }

  /** Adds the vector of all codes. */
  int write(FlatBufferBuilder builder) {
    int[] codes = keys.stream().mapToInt(key -> write(builder, key)).toArray();
    return Model.createOperatorCodesVector(builder, codes);
  }

  private int write(FlatBufferBuilder builder, Key key) {
    int custom = key.kind() == Builtin.CUSTOM ? builder.createString(key.custom()) : 0;
    byte old = (byte) Math.min(key.kind().code(), LARGEST_IN_OLD);
    return OperatorCode.createOperatorCode(
        builder, old, custom, versions.get(key), key.kind().code());
  }
}
