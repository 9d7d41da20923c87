package dev.espalier.latency.data;

import java.util.Comparator;

/**
 * What a fit is for: a GPU at a precision.
 *
 * @param gpu such as {@code Adreno 660}
 * @param precision of arithmetic and accumulation: {@code fp16}, {@code fp16_acc32}, {@code fp32}
 */
public record Device(String gpu, String precision) implements Comparable<Device> {
  private static final Comparator<Device> ORDER =
      Comparator.comparing(Device::gpu).thenComparing(Device::precision);

  @Override
  public int compareTo(Device other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return gpu + " " + precision;
  }
}
