package dev.espalier.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A form in which a compiled model is written. */
public enum Format {
  /** For any runtime that reads ONNX. */
  ONNX("model.onnx"),
  /** For phones: TFLite, whose new name is LiteRT. */
  TFLITE("model.tflite"),
  /** For TensorFlow and its converters; the folder is the SavedModel. */
  SAVEDMODEL("saved_model.pb");

  private final String file;

  Format(String file) {
    this.file = file;
  }

  /** The name of the file it is written to. */
  public String file() {
    return file;
  }

  /** The name on the command line and in reports: {@code onnx}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The inverse of {@link #text()}; empty for an unknown name. */
  public static Optional<Format> parse(String text) {
    return Arrays.stream(values()).filter(format -> format.text().equals(text)).findFirst();
  }
}
