package dev.espalier.search.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a run: one JSON object per line, each with the number of steps done. */
public final class MetricsFile implements AutoCloseable {
  /** Its name in the folder of a run. */
  public static final String FILE = "metrics.jsonl";

  /** The key that every line has. */
  public static final String STEP = "step";

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private final Writer writer;

  private MetricsFile(Writer writer) {
    this.writer = writer;
  }

  /** Opens the file of a run that goes on after some steps; what is later in it goes away. */
  static MetricsFile open(Path folder, long steps) throws IOException {
    Path file = folder.resolve(FILE);
    List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of();
    Files.write(file, before.stream().filter(line -> isUpTo(steps, line)).toList());
    return new MetricsFile(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  private static boolean isUpTo(long steps, String line) {
    try {
      JsonNode step = JSON.readTree(line).path(STEP);
      return step.isNumber() && step.asLong() <= steps;
    } catch (JsonProcessingException e) {
      // The last line of a run that was killed may be half of one.
      return false;
    }
  }

  /** The last line of a run's file that has a key. */
  static Optional<JsonNode> last(Path folder, String key) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(FILE));
    for (int i = lines.size() - 1; i >= 0; i--) {
      JsonNode line = JSON.readTree(lines.get(i));
      if (line.has(key)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** Adds a line. */
  void add(Map<String, ?> figures) {
    try {
      writer.write(JSON.writeValueAsString(figures) + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
