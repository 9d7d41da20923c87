package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/zoo.md is what the networks are; {@code -Despalier.docs=update} writes it. */
class ZooPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "zoo.md");

  @Test
  void theDocumentationIsUpToDate() throws IOException {
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(PAGE, ZooPage.text());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(ZooPage.text());
  }
}
