package dev.espalier.savedmodel;

import com.google.protobuf.CodedOutputStream;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's converter to TFLite, a C++ function in TensorFlow's native library that is called by
 * its mangled name: messages are made in zeroed memory by their own constructors and parsers, texts
 * are laid out as libstdc++ does. This fits TensorFlow Java 1.1.0 on Linux x86-64 only, and a wrong
 * call ends the process.
 */
final class OfficialConverter {
  private static final String CONVERT =
      "_ZN10tensorflow35ConvertSavedModelToTFLiteFlatBufferERKN6tflite10ModelFlags"
          + "ERNS0_14ConverterFlagsEPNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
          + "PKNS_12quantization17PyFunctionLibraryE";
  private static final String PARSE = "_ZN6google8protobuf11MessageLite14ParseFromArrayEPKvi";
  private static final String STATUS_TEXT =
      "_ZNK4absl12lts_202308026Status12ToStringSlowB5cxx11ENS0_18StatusToStringModeE";
  private static final int MESSAGE_BYTES = 4096;

  private final NativeLibrary converter;
  private final NativeLibrary framework;

  private OfficialConverter(NativeLibrary converter, NativeLibrary framework) {
    this.converter = converter;
    this.framework = framework;
  }

  /** Opens the library that TensorFlow Java has loaded into this process. */
  static OfficialConverter open() throws IOException {
    TensorFlow.version();
    String file = "libtensorflow_cc.so.2";
    Path library =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.endsWith(file))
            .map(line -> Path.of(line.substring(line.indexOf('/'))))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(file + " is not loaded"));
    Path framework = library.resolveSibling("libtensorflow_framework.so.2");
    return new OfficialConverter(
        NativeLibrary.getInstance(library.toString()),
        NativeLibrary.getInstance(framework.toString()));
  }

  /** The TFLite file of a SavedModel; an {@link IllegalStateException} tells why there is none. */
  byte[] convert(Path folder, boolean half) throws IOException {
    Memory status = zeroed(8);
    Memory result = text();
    converter
        .getFunction(CONVERT)
        .invokePointer(
            new Object[] {
              status,
              message("6tflite10ModelFlags", modelFlags(folder)),
              message("6tflite14ConverterFlags", converterFlags(half)),
              result,
              Pointer.NULL
            });
    long code = status.getLong(0);
    if (code != 0 && code != 1) {
      throw new IllegalStateException(reason(status));
    }
    return bytes(result);
  }

  private static byte[] modelFlags(Path folder) throws IOException {
    return encoded(
        out -> {
          out.writeString(20, folder.toString()); // saved_model_dir
          out.writeInt32(21, 1); // saved_model_version
          out.writeString(22, "serve"); // saved_model_tags
          out.writeString(23, "serving_default"); // saved_model_exported_names
        });
  }

  private static byte[] converterFlags(boolean half) throws IOException {
    return encoded(
        out -> {
          out.writeInt32(2, 2); // output_format: TFLite
          out.writeInt32(4, 1); // inference_type: float
          out.writeBool(26, half); // post_training_quantize
          out.writeBool(29, half); // quantize_to_float16
        });
  }

  private static byte[] encoded(Chunk.Content fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private Memory message(String type, byte[] encoded) {
    Memory message = zeroed(MESSAGE_BYTES);
    framework
        .getFunction("_ZN" + type + "C1EPN6google8protobuf5ArenaEb")
        .invokeVoid(new Object[] {message, Pointer.NULL, 0});
    Memory bytes = zeroed(Math.max(1, encoded.length));
    bytes.write(0, encoded, 0, encoded.length);
    int parsed =
        framework.getFunction(PARSE).invokeInt(new Object[] {message, bytes, encoded.length});
    if ((parsed & 0xff) != 1) {
      throw new IllegalStateException("TensorFlow cannot parse its message " + type);
    }
    return message;
  }

  private String reason(Memory status) {
    Memory text = text();
    framework.getFunction(STATUS_TEXT).invokeVoid(new Object[] {text, status, 1});
    return new String(bytes(text), StandardCharsets.UTF_8);
  }

  private static Memory zeroed(int bytes) {
    Memory memory = new Memory(bytes);
    memory.clear();
    return memory;
  }

  /** An empty text: a pointer to the place for short ones, a length, and that place. */
  private static Memory text() {
    Memory text = zeroed(32);
    text.setPointer(0, text.share(16));
    return text;
  }

  private static byte[] bytes(Memory text) {
    return text.getPointer(0).getByteArray(0, Math.toIntExact(text.getLong(8)));
  }
}
