package dev.espalier.latency.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The device profiles that come with the program. */
public final class ShippedProfiles {
  private static final String INDEX = "profiles.txt";

  private ShippedProfiles() {}

  /** Their names in order, such as {@code adreno660-tvm-opencl-fp16}. */
  public static List<String> names() {
    return text(INDEX).lines().toList();
  }

  /** The profile of a name, if there is one. */
  public static Optional<Profile> named(String name) {
    return names().contains(name)
        ? Optional.of(ProfileFile.read(name, text(name + ".json")))
        : Optional.empty();
  }

  private static String text(String resource) {
    try (InputStream stream = ShippedProfiles.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
