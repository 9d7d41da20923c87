package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.ir.Graph;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.djl.PyTorch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder of a run: its checkpoint, its metrics, and what comes out. While it is open, no other
 * process can open it.
 */
public final class RunFolder implements AutoCloseable {
  /** The trained network. */
  public static final String MODEL = "model.onnx";

  /** The figures of the run. */
  public static final String SUMMARY = "summary.json";

  /** Keys that change nothing but how a run is computed or watched. */
  private static final Set<String> FREE = Set.of("threads", "saveEvery");

  private static final String LOCK = ".lock";

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private final Path path;
  private final JsonNode config;
  private final int threads;
  private final FileChannel lock;

  private RunFolder(Path path, JsonNode config, int threads, FileChannel lock) {
    this.path = path;
    this.config = config;
    this.threads = threads;
    this.lock = lock;
  }

  /**
   * Makes the folder if there is none, and keeps others out of it.
   *
   * @param config every key of the run's configuration
   * @param threads that compute
   * @throws ConfigException when another run has it
   */
  public static RunFolder open(Path path, JsonNode config, int threads) throws IOException {
    Files.createDirectories(path);
    FileChannel lock =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new ConfigException("%s: another run is going on in this folder", path);
    }
    return new RunFolder(path, config, threads, lock);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Brings a method to the state of the checkpoint, if there is one.
   *
   * @param resume whether to go on from a checkpoint; without it there must be none
   * @return the steps that are done
   * @throws ConfigException when the checkpoint is another run's
   */
  long start(TrainingMethod method, boolean resume, Progress progress) throws IOException {
    Optional<Checkpoint> checkpoint = checkpoint(resume, progress);
    checkpoint.ifPresent(found -> found.restore(file(Checkpoint.FILE), method.state()));
    method.begin();
    return checkpoint.map(Checkpoint::step).orElse(0L);
  }

  /**
   * The checkpoint of this run, if there is one.
   *
   * @param resume whether there may be one
   * @throws ConfigException when it is another run's
   */
  public Optional<Checkpoint> checkpoint(boolean resume, Progress progress) {
    Path file = file(Checkpoint.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!resume) {
      throw new ConfigException(
          "%s has the checkpoint of a run; --resume goes on with it, another folder starts anew",
          path);
    }
    Checkpoint checkpoint = Checkpoint.read(file);
    requireSame(checkpoint.config());
    warn(checkpoint, progress);
    return Optional.of(checkpoint);
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** A file of the folder. */
  public Path file(String name) {
    return path.resolve(name);
  }

  private void requireSame(JsonNode other) {
    List<String> different = new ArrayList<>();
    compare("", config, other, different);
    different.removeAll(FREE);
    if (!different.isEmpty()) {
      throw new ConfigException(
          "%s: its checkpoint was made with another configuration; different: %s",
          path, String.join(", ", different));
    }
  }

  private static void compare(String key, JsonNode own, JsonNode other, List<String> different) {
    if (!own.isObject() || !other.isObject()) {
      if (!own.equals(other)) {
        different.add(key);
      }
      return;
    }
    Set<String> names = new TreeSet<>();
    own.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    String prefix = key.isEmpty() ? "" : key + ".";
    names.forEach(name -> compare(prefix + name, own.path(name), other.path(name), different));
  }

  private void warn(Checkpoint checkpoint, Progress progress) {
    if (checkpoint.threads() != threads) {
      progress.warn(
          "the run began with %d threads and goes on with %d: it will not end with the same bits"
              .formatted(checkpoint.threads(), threads));
    }
    if (!checkpoint.natives().equals(PyTorch.version())) {
      progress.warn(
          "the run began with PyTorch %s and goes on with %s: it will not end with the same bits"
              .formatted(checkpoint.natives(), PyTorch.version()));
    }
  }

  /** Writes the checkpoint. */
  public void save(long steps, Map<String, NDArray> state) throws IOException {
    save(Checkpoint.FILE, steps, state);
  }

  /** Writes a checkpoint under a name. */
  public void save(String name, long steps, Map<String, NDArray> state) throws IOException {
    Checkpoint.of(steps, config, threads, state).write(file(name));
  }

  /** Writes a network, and what it wants to be given for a pixel. */
  public void write(String name, Graph graph, Preprocessing preprocessing) throws IOException {
    Path unfinished = Files.createDirectories(path.resolve(".unfinished"));
    OnnxWriter writer =
        new OnnxWriter().withMetadata(Map.of(Preprocessing.KEY, preprocessing.json()));
    for (OnnxWriter.Written written :
        writer.write(OnnxModel.of(graph), unfinished.resolve(name)).files()) {
      replace(unfinished.resolve(written.name()), file(written.name()));
    }
    Files.delete(unfinished);
  }

  /** Writes figures of the run. */
  public void write(String name, Object figures) throws IOException {
    Path unfinished = path.resolve("." + name);
    JSON.writerWithDefaultPrettyPrinter().writeValue(unfinished.toFile(), figures);
    replace(unfinished, file(name));
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
