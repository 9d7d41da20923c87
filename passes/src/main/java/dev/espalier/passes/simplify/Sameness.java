package dev.espalier.passes.simplify;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds constants of equal type and bytes. Only constants that agree at their ends are read
 * completely, and their digests are remembered.
 */
final class Sameness {
  private static final int PROBE = 32;

  /** What is cheap to read of a constant. */
  private record Probe(TensorType type, ByteBuffer head, ByteBuffer tail) {}

  private final Map<String, String> first;

  private Sameness(Map<String, String> first) {
    this.first = first;
  }

  static Sameness of(Map<String, Tensor> constants) {
    Map<Probe, List<String>> candidates = new LinkedHashMap<>();
    constants.forEach(
        (name, tensor) -> {
          if (tensor.element().isNumeric()) {
            candidates.computeIfAbsent(probe(tensor), p -> new ArrayList<>()).add(name);
          }
        });
    Map<String, String> first = new LinkedHashMap<>();
    for (List<String> names : candidates.values()) {
      if (names.size() > 1) {
        Map<String, String> byDigest = new HashMap<>();
        for (String name : names) {
          String digest = constants.get(name).digest();
          first.put(name, byDigest.computeIfAbsent(digest, d -> name));
        }
      }
    }
    return new Sameness(Collections.unmodifiableMap(first));
  }

  /** The first constant that equals one, itself if there is none before it. */
  String first(String value) {
    return first.getOrDefault(value, value);
  }

  private static Probe probe(Tensor tensor) {
    int count = (int) Math.min(PROBE, tensor.size());
    return new Probe(
        tensor.type(), bytes(tensor, 0, count), bytes(tensor, tensor.size() - count, count));
  }

  private static ByteBuffer bytes(Tensor tensor, long from, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * tensor.element().bytes());
    tensor.copy(from, count, bytes);
    return bytes.flip();
  }
}
