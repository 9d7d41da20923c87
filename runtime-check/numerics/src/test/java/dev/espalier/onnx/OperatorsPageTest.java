package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/operators.md is what the compiler does; {@code -Despalier.docs=update} writes it. */
class OperatorsPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "operators.md");

  @TempDir private Path folder;

  @Test
  void everyOperatorHasASample() {
    assertThat(OnnxSamples.all().keySet()).isEqualTo(OperatorsPage.read().keySet());
  }

  @Test
  void theDocumentationIsUpToDate() throws IOException {
    String text = new OperatorsPage(folder).text();
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(text);
  }
}
