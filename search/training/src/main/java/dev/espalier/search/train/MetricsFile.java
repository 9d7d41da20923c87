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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The figures of a run: one JSON object per line, each with the number of steps done. */
public final class MetricsFile implements AutoCloseable {
  /** Its name in the folder of a run. */
  public static final String FILE = "metrics.jsonl";

  /** The key that every line has. */
  public static final String STEP = "step";

  /** The key of lines in runs that have phases. */
  public static final String PHASE = "phase";

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private final Path file;
  private final Writer writer;

  private MetricsFile(Path file, Writer writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Opens the file of a run that goes on after some steps; what is later in it goes away.
   *
   * @param phase of the last of these steps; empty in a run without phases
   */
  public static MetricsFile open(Path folder, String phase, long steps) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      shorten(file, phase, steps);
    }
    return new MetricsFile(
        file, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** The file has all of its lines until it has the right ones. */
  private static void shorten(Path file, String phase, long steps) throws IOException {
    Path unfinished = file.resolveSibling("." + FILE);
    try (BufferedReader in = Files.newBufferedReader(file);
        Writer out = Files.newBufferedWriter(unfinished)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (isUpTo(phase, steps, line)) {
          out.write(line + "\n");
        }
      }
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isUpTo(String phase, long steps, String line) {
    try {
      JsonNode figures = JSON.readTree(line);
      JsonNode step = figures.path(STEP);
      return step.isNumber()
          && (step.asLong() < steps || step.asLong() == steps && isOf(phase, figures));
    } catch (JsonProcessingException e) {
      // The last line of a run that was killed may be half of one.
      return false;
    }
  }

  private static boolean isOf(String phase, JsonNode line) {
    return line.path(PHASE).asText().equals(phase);
  }

  /** The last line of a phase that has a key. */
  public Optional<JsonNode> last(String phase, String key) throws IOException {
    AtomicReference<JsonNode> last = new AtomicReference<>();
    each(phase, key, last::set);
    return Optional.ofNullable(last.get());
  }

  /** Reads the lines of a phase that have a key. */
  public void each(String phase, String key, Consumer<JsonNode> use) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        JsonNode line = JSON.readTree(text);
        if (line.has(key) && isOf(phase, line)) {
          use.accept(line);
        }
      }
    }
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
