package dev.espalier.search.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.search.config.SearchConfig.Method;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several targets from one supernet. */
class SweepJobTest {
  @TempDir Path base;

  @Test
  void theSupernetIsTrainedOnce() throws IOException {
    TinySearch tiny = TinySearch.in(base);
    SearchJob search = tiny.job("sweep");
    List<SweepTarget> targets =
        List.of(SweepTarget.parse("60%").orElseThrow(), SweepTarget.parse("40%").orElseThrow());
    SweepSummary summary =
        new SweepJob(search, targets, List.of())
            .run(Progress.NONE, new Interruption())
            .orElseThrow();
    assertThat(summary.results()).extracting(SweepSummary.Result::share).hasSize(2);
    assertThat(summary.results().get(0).cost()).isGreaterThan(summary.results().get(1).cost());
    assertThat(base.resolve("sweep/60percent/model.onnx")).exists();
    assertThat(base.resolve("sweep/40percent/search.json")).content().contains("\"supernet\" : 0");
    assertThat(base.resolve("sweep/sweep.json")).exists();
    assertThat(base.resolve("sweep/sweep.html")).exists();
  }

  /** Each other method gets the cost of what the search has found, and the same supernet. */
  @Test
  void otherMethodsAreComparedOnEqualTerms() throws IOException {
    SearchJob search = TinySearch.in(base).job("sweep");
    List<SweepTarget> targets = List.of(SweepTarget.parse("50%").orElseThrow());
    SweepSummary summary =
        new SweepJob(search, targets, List.of(Method.UNIFORM, Method.L1))
            .run(Progress.NONE, new Interruption())
            .orElseThrow();
    assertThat(summary.results())
        .extracting(SweepSummary.Result::method)
        .containsExactly("rtseg", "uniform", "l1");
    double found = summary.results().get(0).cost();
    for (SweepSummary.Result result : summary.results().subList(1, 3)) {
      assertThat(result.target()).isEqualTo(found);
      assertThat(result.cost()).isBetween(0.9 * found, found);
    }
    assertThat(base.resolve("sweep/50percent-l1/search.json"))
        .content()
        .contains("\"supernet\" : 0");
  }

  @Test
  void targetsAreSharesOrTimes() {
    assertThat(SweepTarget.parse("12.5ms").orElseThrow().number()).isEqualTo(12.5);
    for (String other : List.of("", "50", "0%", "101%", "ms", "-3ms", "50 %")) {
      assertThat(SweepTarget.parse(other)).as(other).isEmpty();
    }
  }
}
