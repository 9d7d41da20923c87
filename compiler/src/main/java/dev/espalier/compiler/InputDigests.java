package dev.espalier.compiler;

import dev.espalier.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * What an input model is known by.
 *
 * @param model SHA-256 of its file
 * @param external SHA-256 of the files with weights that it names
 */
record InputDigests(String model, SortedMap<String, String> external) {
  /** Begins to compute those of the files with weights. */
  static SortedMap<String, Future<String>> start(Path file, OnnxModel model) {
    SortedMap<String, Future<String>> digests = new TreeMap<>();
    for (String name : model.origin().externalFiles()) {
      digests.put(name, Digest.start(file.resolveSibling(name)));
    }
    return digests;
  }

  /** All of them when they are there. */
  static InputDigests await(Future<String> model, SortedMap<String, Future<String>> external)
      throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, Future<String>> each : external.entrySet()) {
      digests.put(each.getKey(), Digest.await(each.getValue()));
    }
    return new InputDigests(Digest.await(model), digests);
  }
}
