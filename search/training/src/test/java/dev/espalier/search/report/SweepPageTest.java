package dev.espalier.search.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.page.Browser;
import dev.espalier.search.method.SweepSummary;
import dev.espalier.search.method.SweepSummary.Result;
import dev.espalier.search.method.SweepSummary.Whole;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepPageTest {
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
    try (Browser browser = Browser.open()) {
      browser.show(file, 1280, 900);
      assertThat(browser.rows("[aria-labelledby=results]"))
          .containsExactly(
              "rtseg"
                  + " ●|4.000\u00a0ms|50.0\u00a0%|3.900\u00a0ms|97.5\u00a0%|69.00\u00a0%|1.00\u00a0k|2.00\u00a0M",
              "<i>l1|4.000\u00a0ms|50.0\u00a0%|3.950\u00a0ms|98.8\u00a0%|66.00\u00a0%|1.00\u00a0k|2.00\u00a0M",
              "uniform"
                  + " ●|4.000\u00a0ms|50.0\u00a0%|3.800\u00a0ms|95.0\u00a0%|64.00\u00a0%|1.00\u00a0k|2.00\u00a0M",
              "rtseg"
                  + " ●|2.400\u00a0ms|30.0\u00a0%|2.300\u00a0ms|95.8\u00a0%|60.00\u00a0%|1.00\u00a0k|2.00\u00a0M");
      assertThat(browser.texts("header").get(0)).contains("71.00\u00a0% mIoU at 8.000\u00a0ms");
      assertThat(browser.element("canvas").getDomAttribute("aria-label"))
          .contains(
              "<i>l1: 66 at 3.95.", "uniform: 64 at 3.8.", "best at its cost: from 60 at 2.3");
      browser.keep("sweep");
      assertThat(browser.problems()).isEmpty();
    }
  }
}
