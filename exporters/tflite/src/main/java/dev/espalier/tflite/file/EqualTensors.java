package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds constants of equal element type and bytes, whatever their shape. Contents are compared
 * chunk by chunk, and only where types and first elements are equal, so that large weights are
 * rarely read for it.
 */
final class EqualTensors {
  private static final int HEAD = 64;

  private record Key(ElementType element, long size, ByteBuffer head) {}

  private record Numbered(Tensor tensor, int number) {}

  private final Map<Key, List<Numbered>> known = new HashMap<>();

  /** The number of an equal constant that was seen before, or else {@code next}. */
  int find(Tensor tensor, int next) {
    List<Numbered> alike = known.computeIfAbsent(key(tensor), k -> new ArrayList<>());
    for (Numbered other : alike) {
      if (tensor.hasSameContent(other.tensor().reshape(tensor.shape()))) {
        return other.number();
      }
    }
    alike.add(new Numbered(tensor, next));
    return next;
  }

  private static Key key(Tensor tensor) {
    ByteBuffer head = Chunks.read(tensor, 0, (int) Math.min(HEAD, tensor.size()));
    return new Key(tensor.element(), tensor.size(), head);
  }
}
