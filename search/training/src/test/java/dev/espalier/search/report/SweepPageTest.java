package dev.espalier.search.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.search.method.SweepSummary;
import dev.espalier.search.method.SweepSummary.Result;
import dev.espalier.search.method.SweepSummary.Whole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepPageTest {
  private static final Pattern ROW =
      Pattern.compile("<tr><th scope=\"row\">(.*?)</tr>", Pattern.DOTALL);

  @TempDir Path folder;

  private static Result result(String method, double share, double cost, double accuracy) {
    return new Result(method, 8 * share, share, cost, accuracy, 1000, 2_000_000);
  }

  @Test
  void marksResultsBesideWhichNothingIsBetter() throws Exception {
    SweepSummary summary =
        new SweepSummary(
            "rtseg-small",
            "ms",
            Optional.of("adreno660"),
            new Whole(8, 0.71),
            List.of(
                result("rtseg", 0.5, 3.9, 0.69),
                result("<i>l1", 0.5, 3.95, 0.66),
                result("uniform", 0.5, 3.8, 0.64),
                result("rtseg", 0.3, 2.3, 0.6)));
    Path file = folder.resolve(SweepPage.FILE);
    new SweepPage(summary).write(file);
    String page = Files.readString(file);
    List<String> rows = ROW.matcher(page).results().map(MatchResult::group).toList();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0)).contains("rtseg", "50.0\u00a0%", "69.00\u00a0%", "best at its cost");
    assertThat(rows.get(1)).contains("&lt;i&gt;l1").doesNotContain("best at its cost");
    assertThat(rows.get(2)).contains("uniform", "best at its cost");
    assertThat(rows.get(3)).contains("30.0\u00a0%", "60.00\u00a0%", "best at its cost");
    assertThat(page).contains("71.00\u00a0% mIoU at 8.000\u00a0ms").doesNotContain("<i>l1");
    assertThat(page)
        .contains("{\"x\":3.9,\"y\":69.0,\"note\":\"target 50.0\u00a0% of the supernet\"}");
  }
}
