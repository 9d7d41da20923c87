package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/gpu.md is what the rules and the table say; {@code -Despalier.docs=update} writes it. */
class GpuPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "gpu.md");

  @Test
  void theDocumentationIsUpToDate() throws IOException {
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(PAGE, GpuPage.text());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(GpuPage.text());
  }
}
