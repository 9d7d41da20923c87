package dev.espalier.search.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** The figures of a run: one JSON object per line, each with the number of steps done. */
public final class MetricsFile implements AutoCloseable {
  /** Its name in the folder of a run. */
  public static final String FILE = "metrics.jsonl";

  /** The key that every line has. */
  public static final String STEP = "step";

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private final Path file;
  private final Writer writer;

  private MetricsFile(Path file, Writer writer) {
    this.file = file;
    this.writer = writer;
  }

  /** Opens the file of a run that goes on after some steps; what is later in it goes away. */
  static MetricsFile open(Path folder, long steps) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      shorten(file, steps);
    }
    return new MetricsFile(
        file, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** The file has all of its lines until it has the right ones. */
  private static void shorten(Path file, long steps) throws IOException {
    Path unfinished = file.resolveSibling("." + FILE);
    try (BufferedReader in = Files.newBufferedReader(file);
        Writer out = Files.newBufferedWriter(unfinished)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (isUpTo(steps, line)) {
          out.write(line + "\n");
        }
      }
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
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

  /** The last line that has a key. */
  Optional<JsonNode> last(String key) throws IOException {
    Optional<JsonNode> last = Optional.empty();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        JsonNode line = JSON.readTree(text);
        last = line.has(key) ? Optional.of(line) : last;
      }
    }
    return last;
  }

  /** Adds a line. */
  void add(Map<String, ?> figures) throws IOException {
    writer.write(JSON.writeValueAsString(figures) + "\n");
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
