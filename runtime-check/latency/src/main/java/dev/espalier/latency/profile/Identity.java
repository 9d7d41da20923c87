package dev.espalier.latency.profile;

import dev.espalier.latency.data.Device;
import java.util.Locale;

/**
 * What a profile is about. Times under another runtime, on another GPU or at another precision are
 * different times.
 *
 * @param gpu such as {@code Adreno 660}
 * @param runtime and its family, such as {@code tvm-opencl}
 * @param precision of arithmetic and accumulation, such as {@code fp16_acc32}
 */
public record Identity(String gpu, String runtime, String precision) {
  /** The name of the profile: {@code adreno660-tvm-opencl-fp16}. */
  public String name() {
    return "%s-%s-%s"
        .formatted(gpu.replaceAll("\\s", ""), runtime, precision)
        .toLowerCase(Locale.ROOT);
  }

  /** The device that rows of measurements name. */
  public Device device() {
    return new Device(gpu, precision);
  }
}
