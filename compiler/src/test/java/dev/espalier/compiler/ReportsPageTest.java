package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about the files beside the models has all of them, and all rules of lints. */
class ReportsPageTest {
  private final String page = read("reports.md");

  private static String read(String name) {
    try {
      return Files.readString(Path.of("../docs").resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasEveryFile() {
    for (ReportFile file : ReportFile.values()) {
      assertThat(page).contains("\n| `" + file.file() + "` |");
    }
    assertThat(page).contains("\n| `" + OutputFolder.CHECKSUMS + "` |");
  }

  @Test
  void hasEveryRuleThatTheOtherPageDoesNotHave() {
    String gpu = read("gpu.md");
    LintsSarif.rules()
        .forEach(
            (id, rule) -> {
              String row =
                  "| `%s` | %s | %s | %s |"
                      .formatted(id, rule.level().text(), rule.meaning(), rule.remedy());
              assertThat(gpu + page).contains("\n" + row + "\n");
            });
  }

  @Test
  void hasEveryKindOfCheck() throws IOException {
    String schema = new String(schema(), StandardCharsets.UTF_8);
    for (String kind : "equivalence size latency lint reference operators".split(" ", -1)) {
      assertThat(schema).contains("\"" + kind + "\"");
      assertThat(page).contains("\n| `" + kind + "` |");
    }
  }

  private static byte[] schema() throws IOException {
    try (var in = ReportSchema.class.getResourceAsStream(ReportSchema.FILE)) {
      return in.readAllBytes();
    }
  }
}
