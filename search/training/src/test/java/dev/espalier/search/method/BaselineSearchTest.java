package dev.espalier.search.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with methods that only rank channels. */
class BaselineSearchTest {
  @TempDir Path base;

  private SearchSummary run(String method) throws IOException {
    return TinySearch.in(base).with("method: " + method).go(method);
  }

  @Test
  void uniformKeepsTheSameShareAndTrainsWithTheStepsOfTheSearch() throws IOException {
    SearchSummary summary = run("uniform");
    assertThat(summary.method()).isEqualTo("uniform");
    assertThat(summary.cost().ofTarget()).isBetween(0.9, 1.0);
    assertThat(summary.steps()).isEqualTo(Map.of("supernet", 14L, "search", 0L, "finetune", 26L));
    assertThat(summary.blocks().get(0).chosen()).isEqualTo("other");
    double[] shares =
        summary.channels().stream().mapToDouble(w -> (double) w.after() / w.before()).toArray();
    for (double share : shares) {
      assertThat(share).isBetween(shares[0] - 0.07, shares[0] + 0.07);
    }
  }

  @Test
  void slimmingTrainsWithTheStepsOfTheSearchBeforeItRanks() throws IOException {
    SearchSummary summary = run("slimming");
    assertThat(summary.steps()).isEqualTo(Map.of("supernet", 14L, "search", 16L, "finetune", 10L));
    assertThat(summary.cost().ofTarget()).isBetween(0.9, 1.0);
  }
}
