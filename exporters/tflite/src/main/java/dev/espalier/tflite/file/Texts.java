package dev.espalier.tflite.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Strings of a file. */
final class Texts {
  private Texts() {}

  /** The text, with a replacement character for what is no UTF-8; empty for a string left out. */
  static String of(ByteBuffer bytes) {
    return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
