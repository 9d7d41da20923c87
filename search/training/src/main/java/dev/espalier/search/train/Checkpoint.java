package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.djl.PyTorch;
import dev.espalier.search.djl.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole state of a run after a number of steps.
 *
 * @param config every key of the run's configuration
 * @param natives version of the library that computes
 * @param threads that compute
 * @param state single-precision numbers
 */
public record Checkpoint(
    long step, JsonNode config, String natives, int threads, Map<String, Tensor> state) {
  /** Its name in the folder of a run. */
  public static final String FILE = "checkpoint.safetensors";

  private static final String STEP = "step";
  private static final String CONFIG = "config";
  private static final String NATIVES = "natives";
  private static final String THREADS = "threads";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The state that live arrays have now. */
  static Checkpoint of(long step, JsonNode config, int threads, Map<String, NDArray> arrays) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    arrays.forEach((name, array) -> state.put(name, Tensors.toTensor(array, ElementType.F32)));
    return new Checkpoint(step, config, PyTorch.version(), threads, state);
  }

  /** Writes a file that is there as a whole, or not at all; an older one is replaced. */
  public void write(Path folder) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(STEP, Long.toString(step));
    texts.put(CONFIG, config.toString());
    texts.put(NATIVES, natives);
    texts.put(THREADS, Integer.toString(threads));
    Path unfinished = folder.resolve("." + FILE);
    new Safetensors(texts, state).write(unfinished);
    Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads the checkpoint of a run.
   *
   * @throws ConfigException when it is damaged
   */
  public static Checkpoint read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Safetensors read = Safetensors.read(file);
      Map<String, String> texts = read.texts();
      return new Checkpoint(
          Long.parseLong(texts.get(STEP)),
          JSON.readTree(texts.get(CONFIG)),
          texts.get(NATIVES),
          Integer.parseInt(texts.get(THREADS)),
          read.tensors());
    } catch (IOException | RuntimeException e) {
      throw new ConfigException("%s: not a checkpoint that can be read: %s", file, e);
    }
  }

  /**
   * Brings live arrays to this state.
   *
   * @throws ConfigException when they are others
   */
  void restore(Map<String, NDArray> arrays) {
    if (!arrays.keySet().equals(state.keySet())) {
      throw new ConfigException(
          "the checkpoint is of another network or optimizer: it has %d arrays, wanted %d",
          state.size(), arrays.size());
    }
    arrays.forEach((name, array) -> array.set(state.get(name).toFloats()));
  }
}
