package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was interrupted, in whatever way, ends with the bits of one that was not. */
class ResumeTest {
  @TempDir Path base;

  @ParameterizedTest
  @CsvSource({"1,20,''", "2,3,''", "1,5,'optimizer: {method: adamw, rate: 0.001}'"})
  void interruptedAtRandomMoments(int threads, int times, String more) throws IOException {
    int steps = 2 * times;
    TinyRun run = TinyRun.in(base, steps, more).withThreads(threads);
    run.go("whole");
    for (int i = 0; i < times; i++) {
      long step = 1 + 2L * i + (long) (2 * SplitMix64.unit(11, i));
      interrupt(run, step, i % 2 == 0);
    }
    assertThat(run.go("parts")).isPresent();
    assertSame(run, "parts", "whole");
  }

  private static void interrupt(TinyRun run, long step, boolean crash) throws IOException {
    Interruption interruption = new Interruption();
    Until until = new Until(step, crash ? Optional.empty() : Optional.of(interruption));
    try {
      run.go("parts", until, interruption);
    } catch (Until.Crash e) {
      assertThat(crash).isTrue();
    }
  }

  private static void assertSame(TinyRun run, String one, String other) throws IOException {
    assertThat(run.metrics(one)).isEqualTo(run.metrics(other));
    assertThat(run.checkpoint(one)).isEqualTo(run.checkpoint(other));
    assertThat(run.model(one)).isEqualTo(run.model(other));
  }

  @Test
  void seedDecides() throws IOException {
    TinyRun run = TinyRun.in(base, 8, "seed: 3");
    run.go("one");
    run.go("two");
    assertSame(run, "one", "two");
    TinyRun other = TinyRun.in(base, 8, "seed: 4");
    other.go("three");
    assertThat(other.model("three")).isNotEqualTo(run.model("one"));
  }

  @Test
  void interruptedRunHasNoModelButACheckpoint() throws IOException {
    TinyRun run = TinyRun.in(base, 8, "");
    Interruption interruption = new Interruption();
    Until until = new Until(4, Optional.of(interruption));
    assertThat(run.go("stopped", until, interruption)).isEmpty();
    assertThat(run.folder("stopped").resolve(RunFolder.MODEL)).doesNotExist();
    assertThat(Checkpoint.read(run.checkpointFile("stopped")).step()).isEqualTo(4);
  }

  /** What is due is saved before it is validated; the validation comes when the run goes on. */
  @Test
  void stoppedDuringAValidation() throws IOException {
    TinyRun run = TinyRun.in(base, 8, "");
    run.go("whole");
    for (int step : List.of(4, 8)) {
      Interruption interruption = new Interruption();
      assertThat(run.go("parts", new Until(step, Optional.of(interruption)), interruption))
          .isEmpty();
      assertThat(Checkpoint.read(run.checkpointFile("parts")).step()).isEqualTo(step);
      assertThat(run.metrics("parts")).last().asString().contains("loss");
    }
    assertThat(run.go("parts")).isPresent();
    assertSame(run, "parts", "whole");
  }

  @Test
  void missingMetricsAreNotMissedForever() throws IOException {
    TinyRun run = TinyRun.in(base, 4, "");
    Optional<TrainSummary> before = run.go("run");
    Files.delete(run.folder("run").resolve(MetricsFile.FILE));
    assertThat(run.go("run")).isEqualTo(before);
  }

  /** What a checkpoint lacks is missed. */
  @ParameterizedTest
  @ValueSource(strings = {"w1", "gamma", "mean", "variance", "optimizer/velocity/w1"})
  void everyPartOfTheStateMatters(String part) throws IOException {
    TinyRun run = TinyRun.in(base, 8, "");
    run.go("whole");
    Interruption interruption = new Interruption();
    run.go("parts", new Until(4, Optional.of(interruption)), interruption);
    Checkpoint checkpoint = Checkpoint.read(run.checkpointFile("parts"));
    Map<String, Tensor> state = new TreeMap<>(checkpoint.state());
    state.put(part, TinyNetwork.GRAPH.constants().getOrDefault(part, zeros(state.get(part))));
    new Checkpoint(4, checkpoint.config(), checkpoint.natives(), checkpoint.threads(), state)
        .write(run.checkpointFile("parts"));
    run.go("parts");
    assertThat(run.model("parts")).isNotEqualTo(run.model("whole"));
  }

  private static Tensor zeros(Tensor like) {
    return Tensor.filled(like.element(), like.shape(), 0);
  }

  @Test
  void checkpointOfAnotherConfigurationIsRefused() throws IOException {
    TinyRun.in(base, 6, "").go("run");
    TinyRun other = TinyRun.in(base, 6, "optimizer: {rate: 0.2}\nseed: 9");
    assertThatThrownBy(() -> other.go("run"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("different: optimizer.rate, seed");
  }

  @Test
  void checkpointOfAnotherNetworkIsRefused() throws IOException {
    TinyRun run = TinyRun.in(base, 3, "");
    run.go("run");
    Checkpoint checkpoint = Checkpoint.read(run.checkpointFile("run"));
    Map<String, Tensor> state = new TreeMap<>(checkpoint.state());
    state.put("w2", state.get("w2").reshape(6, 8, 1, 1));
    new Checkpoint(3, checkpoint.config(), checkpoint.natives(), checkpoint.threads(), state)
        .write(run.checkpointFile("run"));
    assertThatThrownBy(() -> run.go("run"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "checkpoint.safetensors: of another network or optimizer:"
                + " for w2 there is f32[6,8,1,1], wanted f32[8,6,1,1]");
  }

  @Test
  void otherThreadsAreWarnedAbout() throws IOException {
    TinyRun run = TinyRun.in(base, 6, "");
    run.go("run");
    Checkpoint checkpoint = Checkpoint.read(run.checkpointFile("run"));
    new Checkpoint(6, checkpoint.config(), "1.0", 7, checkpoint.state())
        .write(run.checkpointFile("run"));
    List<String> warnings = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void warn(String message) {
            warnings.add(message);
          }
        };
    run.go("run", progress, new Interruption());
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).contains("began with 7 threads and goes on with 1");
    assertThat(warnings.get(1)).contains("began with PyTorch 1.0");
  }

  @Test
  void withoutResumeACheckpointIsNotTouched() throws IOException {
    TinyRun run = TinyRun.in(base, 3, "");
    run.go("run");
    byte[] before = run.checkpoint("run");
    TrainJob job = new TrainJob(TrainConfig.read(run.file()), base, run.folder("run"), false);
    assertThatThrownBy(() -> job.run(Progress.NONE, new Interruption()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--resume");
    assertThat(run.checkpoint("run")).isEqualTo(before);
  }

  /** Half a file beside the checkpoint, as a kill during writing leaves it, does not matter. */
  @Test
  void halfWrittenCheckpointIsIgnored() throws IOException {
    TinyRun run = TinyRun.in(base, 6, "");
    run.go("whole");
    Interruption interruption = new Interruption();
    run.go("parts", new Until(3, Optional.of(interruption)), interruption);
    byte[] good = run.checkpoint("parts");
    Files.write(
        run.folder("parts").resolve("." + Checkpoint.FILE), Arrays.copyOf(good, good.length / 2));
    Files.writeString(
        run.folder("parts").resolve(MetricsFile.FILE),
        String.join("\n", run.metrics("parts")) + "\n{\"step\":4,\"lo");
    run.go("parts");
    assertSame(run, "parts", "whole");
  }

  @Test
  void damagedCheckpointIsNamed() throws IOException {
    TinyRun run = TinyRun.in(base, 3, "");
    run.go("run");
    byte[] good = run.checkpoint("run");
    Files.write(run.folder("run").resolve(Checkpoint.FILE), Arrays.copyOf(good, good.length - 9));
    assertThatThrownBy(() -> run.go("run"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("checkpoint.safetensors: not a checkpoint that can be read");
  }
}
