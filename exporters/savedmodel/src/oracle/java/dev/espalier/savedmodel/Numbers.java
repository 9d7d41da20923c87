package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/** An output. */
record Numbers(double[] elements) {
  static Numbers of(ElementType element, byte[] bytes) {
    long[] shape = {bytes.length / element.bytes()};
    return new Numbers(Tensor.view(element, shape, ByteBuffer.wrap(bytes)).toDoubles());
  }

  /** The largest difference of any output, relative to the range of the reference there. */
  static double distance(Map<String, Numbers> reference, Map<String, Numbers> others) {
    return reference.entrySet().stream()
        .mapToDouble(each -> each.getValue().distance(others.get(each.getKey())))
        .max()
        .orElseThrow();
  }

  private double distance(Numbers other) {
    double largest = 0;
    for (int i = 0; i < elements.length; i++) {
      double difference = Math.abs(elements[i] - other.elements[i]);
      largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
    }
    return largest / range();
  }

  private double range() {
    double range =
        Arrays.stream(elements).max().orElseThrow() - Arrays.stream(elements).min().orElseThrow();
    return range > 0 ? range : 1;
  }
}
