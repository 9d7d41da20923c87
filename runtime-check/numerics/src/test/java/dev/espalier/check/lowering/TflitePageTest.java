package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/tflite.md is what the exporter does; {@code -Despalier.docs=update} writes it. */
class TflitePageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "tflite.md");

  @Test
  void theDocumentationIsUpToDate() throws IOException {
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(PAGE, TflitePage.text());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(TflitePage.text());
  }
}
