package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** What kind of file a model is in, and what runs it. */
public enum ModelFormat {
  ONNX(Candidate.ONNX_RUNTIME),
  TFLITE(Candidate.TFLITE);

  private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);
  private static final int IDENTIFIER_AT = 4;

  private final String runtime;

  ModelFormat(String runtime) {
    this.runtime = runtime;
  }

  /** TFLite by the file's name or by its identifier; everything else is taken for ONNX. */
  public static ModelFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".tflite") || isIdentified(file) ? TFLITE : ONNX;
  }

  /** A file that cannot be read is refused by whoever reads it next. */
  private static boolean isIdentified(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(IDENTIFIER_AT + IDENTIFIER.length);
      return Arrays.equals(
          head,
          Math.min(IDENTIFIER_AT, head.length),
          head.length,
          IDENTIFIER,
          0,
          IDENTIFIER.length);
    } catch (IOException e) {
      throw new RunException(file.toString(), "reading the file", e);
    }
  }

  /** The form in reports, and the ending of files: {@code onnx}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The runtime in rows. */
  String runtime() {
    return runtime;
  }

  /** Loads a model of this format; in TFLite, XNNPACK takes the place of optimisations. */
  Runner open(Path file, Settings settings) {
    return switch (this) {
      case ONNX -> OnnxRuntimeRunner.open(file, settings);
      case TFLITE -> {
        boolean xnnpack = settings.optimise() == Optimise.ALL;
        yield TfliteRunner.open(file, new TfliteRunner.Settings(xnnpack, settings.threads()));
      }
    };
  }
}
