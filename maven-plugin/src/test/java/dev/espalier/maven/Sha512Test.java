package dev.espalier.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digests, by the example of FIPS 180-2. */
class Sha512Test {
  private static final String ABC =
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

  @TempDir Path folder;

  @Test
  void filesAndTexts() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    assertThat(Sha512.of(file)).isEqualTo(ABC);
    assertThat(Sha512.of("abc")).isEqualTo(ABC);
  }

  @Test
  void folders() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/c"), "abc");
    assertThat(Sha512.of(folder)).isEqualTo(Sha512.of("b/c " + ABC + "\n"));
  }
}
