package dev.espalier.search.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.train.Checkpoint;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search that was interrupted, in whatever phase, ends with the bits of one that was not. */
class SearchResumeTest {
  private static final List<String> PARTS =
      List.of(
          "w1",
          "m1",
          "stem.scores",
          "block_logits",
          "optimizer/velocity/w1",
          "scores/mean/stem.scores",
          "scores/square/block_logits",
          "scores/growths");

  @TempDir Path base;

  private static void interrupt(TinySearch search, long step, boolean crash) throws IOException {
    Interruption interruption = new Interruption();
    Until until = new Until(step, crash ? Optional.empty() : Optional.of(interruption));
    try {
      assertThat(search.go("parts", until, interruption)).isEmpty();
    } catch (Until.Crash e) {
      assertThat(crash).isTrue();
    }
  }

  private static void assertSame(TinySearch search) throws IOException {
    assertThat(search.metrics("parts")).isEqualTo(search.metrics("whole"));
    assertThat(search.checkpoint("parts")).isEqualTo(search.checkpoint("whole"));
    assertThat(search.supernet("parts")).isEqualTo(search.supernet("whole"));
  }

  @ParameterizedTest
  @CsvSource({"1,5", "2,2"})
  void interruptedAtRandomMoments(int threads, int times) throws IOException {
    TinySearch search = TinySearch.in(base).withThreads(threads);
    search.go("whole");
    for (int i = 0; i < times; i++) {
      interrupt(search, 1 + (long) (40.0 / times * (i + SplitMix64.unit(11, i))), i % 2 == 0);
    }
    search.go("parts");
    assertSame(search);
  }

  /** At the last step of a phase, its end is still to come. */
  @Test
  void interruptedBetweenPhases() throws IOException {
    TinySearch search = TinySearch.in(base);
    search.go("whole");
    for (long step : new long[] {14, 30}) {
      interrupt(search, step, true);
      interrupt(search, step, false);
    }
    search.go("parts");
    assertSame(search);
  }

  @Test
  void whatACheckpointLacksIsMissed() throws IOException {
    TinySearch search = TinySearch.in(base);
    interrupt(search, 20, false);
    Path file = search.file("parts", Checkpoint.FILE);
    Checkpoint whole = Checkpoint.read(file);
    for (String name : PARTS) {
      Map<String, Tensor> state = new TreeMap<>(whole.state());
      assertThat(state.remove(name)).isNotNull();
      new Checkpoint(whole.step(), whole.config(), whole.natives(), whole.threads(), state)
          .write(file);
      assertThatThrownBy(() -> search.go("parts"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("for " + name + " there is nothing");
    }
  }
}
