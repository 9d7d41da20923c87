package dev.espalier.check;

import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An input or output of a part of a model.
 *
 * @param name of the value in the model
 * @param port how the port is called
 * @param type in the model
 * @param swapped how the axes are to be ordered on the way in or out: axis i in the model is axis
 *     {@code swapped.get(i)} of the port
 */
record PartPort(String name, String port, TensorType type, List<Integer> swapped) {
  PartPort {
    swapped = List.copyOf(swapped);
  }

  /** With the axes in their order. */
  static PartPort of(String name, String port, TensorType type) {
    return new PartPort(name, port, type, IntStream.range(0, type.rank()).boxed().toList());
  }

  boolean isSwapped() {
    return !swapped.equals(IntStream.range(0, swapped.size()).boxed().toList());
  }
}
