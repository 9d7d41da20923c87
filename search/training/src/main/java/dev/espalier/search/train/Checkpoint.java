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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  /**
   * The state that live arrays have now.
   *
   * @throws DivergedException when one of their elements is no finite number
   */
  static Checkpoint of(long step, JsonNode config, int threads, Map<String, NDArray> arrays) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    arrays.forEach((name, array) -> state.put(name, Tensors.toTensor(array, ElementType.F32)));
    state.forEach((name, tensor) -> requireFinite(step, name, tensor));
    return new Checkpoint(step, config, PyTorch.version(), threads, state);
  }

  private static void requireFinite(long step, String name, Tensor tensor) {
    for (float element : tensor.toFloats()) {
      if (!Float.isFinite(element)) {
        throw new DivergedException(step, "an element of " + name, element);
      }
    }
  }

  /** Writes a file that is there as a whole, or not at all; an older one is replaced. */
  public void write(Path file) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(STEP, Long.toString(step));
    texts.put(CONFIG, config.toString());
    texts.put(NATIVES, natives);
    texts.put(THREADS, Integer.toString(threads));
    Path unfinished = file.resolveSibling("." + file.getFileName());
    new Safetensors(texts, state).write(unfinished);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws ConfigException when it is damaged
   */
  public static Checkpoint read(Path file) {
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

  /** The state of some names only. */
  public Checkpoint part(Set<String> names) {
    Map<String, Tensor> part = new LinkedHashMap<>(state);
    part.keySet().retainAll(names);
    return new Checkpoint(step, config, natives, threads, part);
  }

  /**
   * Brings live arrays to this state.
   *
   * @param file of the checkpoint
   * @throws ConfigException when they are others; the message names the first
   */
  public void restore(Path file, Map<String, NDArray> arrays) {
    Set<String> names = new TreeSet<>(arrays.keySet());
    names.addAll(state.keySet());
    for (String name : names) {
      String found = state.containsKey(name) ? text(state.get(name).shape()) : "nothing";
      String wanted = arrays.containsKey(name) ? text(shape(arrays.get(name))) : "nothing";
      if (!found.equals(wanted)) {
        throw new ConfigException(
            "%s: of another network or optimizer: for %s there is %s, wanted %s",
            file, name, found, wanted);
      }
    }
    arrays.forEach((name, array) -> Tensors.set(array, state.get(name).toFloats()));
  }

  private static long[] shape(NDArray array) {
    return array.getShape().getShape();
  }

  private static String text(long[] shape) {
    return "f32" + Arrays.toString(shape).replace(" ", "");
  }
}
