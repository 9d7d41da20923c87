package dev.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.latency.fit.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/latency.md are what the shipped measurements give; {@code
 * -Despalier.docs=update} writes them. Networks take long to train: their rows are only computed
 * then.
 */
class LatencyPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "latency.md");
  private static final String FROM = "<!-- tables -->";
  private static final String TO = "<!-- end of tables -->";

  @Test
  void theTablesAreUpToDate() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    if (System.getProperty("espalier.docs", "").equals("update")) {
      List<String> updated = new ArrayList<>(page.subList(0, page.indexOf(FROM) + 1));
      updated.addAll(LatencyPage.lines(List.of(Method.values())));
      updated.addAll(page.subList(page.indexOf(TO), page.size()));
      Files.writeString(PAGE, String.join("\n", updated) + "\n");
      page = updated;
    }
    assertThat(page)
        .containsAll(LatencyPage.lines(List.of(Method.ROOFLINE, Method.ROOFLINE_GAUSSIAN_PROCESS)));
  }
}
