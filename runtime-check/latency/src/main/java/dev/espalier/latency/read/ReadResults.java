package dev.espalier.latency.read;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.OrtProfile.NodeTime;
import dev.espalier.latency.read.RunTimes.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what a runtime wrote about its times, whichever of the known forms it is: a profile of ONNX
 * Runtime (JSON), or a text or a message of {@code benchmark_model}.
 */
public final class ReadResults {
  private static final byte ESCAPE = 27;

  private ReadResults() {}

  /**
   * The times of a file.
   *
   * @throws LatencyDataException when the file cannot be read or has none of the forms
   */
  public static RunTimes read(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new LatencyDataException("%s does not exist", file);
    } catch (IOException e) {
      throw new LatencyDataException("%s cannot be read: %s", file, e.getMessage());
    }
  }

  /** Whether a file begins as a profile of ONNX Runtime does: with a JSON array. */
  public static boolean isOnnxRuntime(Path file) throws IOException {
    return isArray(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  private static RunTimes read(String name, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (isArray(text)) {
      List<Row> rows = OrtProfile.read(name, text).stream().map(ReadResults::row).toList();
      return new RunTimes(rows, List.of());
    }
    return isText(bytes) ? BenchmarkText.read(name, text) : BenchmarkProto.read(name, bytes);
  }

  private static boolean isArray(String text) {
    return text.stripLeading().startsWith("[");
  }

  /** Whether there is no control character but white space and escapes of colours. */
  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != ESCAPE && !Character.isWhitespace(b)) {
        return false;
      }
    }
    return true;
  }

  private static Row row(NodeTime node) {
    return new Row(node.operator(), node.name(), node.milliseconds());
  }
}
