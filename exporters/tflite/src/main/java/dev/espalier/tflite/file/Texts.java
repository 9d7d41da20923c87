package dev.espalier.tflite.file;

import dev.espalier.tflite.model.LiteTensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Strings of a file. */
final class Texts {
  private static final int SHOWN = 60;
  private static final int LISTED = 8;

  private Texts() {}

  /** The text, with a replacement character for what is no UTF-8; empty for a string left out. */
  static String of(ByteBuffer bytes) {
    return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
  }

  /** A tensor in a message: its position and its name, of which no more than fits is shown. */
  static String tensor(int position, String name) {
    String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
    return "tensor " + position + " '" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  /** Numbers in a message, of which no more than fits is shown. */
  static String list(List<Integer> numbers) {
    return numbers.size() <= LISTED
        ? numbers.toString()
        : numbers.subList(0, LISTED) + " and " + (numbers.size() - LISTED) + " more";
  }

  static String tensor(int position, List<LiteTensor> tensors) {
    return tensor(position, tensors.get(position).name());
  }
}
