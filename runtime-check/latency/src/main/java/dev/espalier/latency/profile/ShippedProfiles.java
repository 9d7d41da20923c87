package dev.espalier.latency.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The device profiles that come with the program. */
public final class ShippedProfiles {
  private static final String INDEX = "profiles.txt";

  private ShippedProfiles() {}

  /** Their names in order, such as {@code adreno660-tvm-opencl-fp16}. */
  public static List<String> names() {
    try (InputStream index = ShippedProfiles.class.getResourceAsStream(INDEX)) {
      String text = new String(index.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
