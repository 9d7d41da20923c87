package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.espalier.search.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path folder;

  private RunFolder open() throws IOException {
    return RunFolder.open(folder, JsonNodeFactory.instance.objectNode(), 1);
  }

  @Test
  void isForOneRunAtATime() throws IOException {
    try (RunFolder first = open()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(this::open)
          .isInstanceOf(ConfigException.class)
          .hasMessage(folder + ": another run is going on in this folder");
    }
    assertThatCode(() -> open().close()).doesNotThrowAnyException();
  }

  /** What a metrics file has is there until the shorter one is. */
  @Test
  void failureToShortenTheMetricsLosesNone() throws IOException {
    try (MetricsFile metrics = MetricsFile.open(folder, "", 0)) {
      metrics.add(Map.of(MetricsFile.STEP, 1));
      metrics.add(Map.of(MetricsFile.STEP, 2));
    }
    Path obstacle = Files.createDirectory(folder.resolve("." + MetricsFile.FILE));
    assertThatThrownBy(() -> MetricsFile.open(folder, "", 1)).isInstanceOf(IOException.class);
    assertThat(folder.resolve(MetricsFile.FILE)).hasContent("{\"step\":1}\n{\"step\":2}\n");
    Files.delete(obstacle);
    MetricsFile.open(folder, "", 1).close();
    assertThat(folder.resolve(MetricsFile.FILE)).hasContent("{\"step\":1}\n");
  }

  /** The loss of the last step may be a number, and the weights after it none. */
  @Test
  void nothingIsWrittenThatIsNoNumber() throws IOException {
    TinyRun run = TinyRun.in(folder, 1, "optimizer: {rate: 1.0e+39}");
    assertThatThrownBy(() -> run.go("run"))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching("an element of \\S+ is (-?Infinity|NaN) at step 1; .*");
    assertThat(run.folder("run").resolve(Checkpoint.FILE)).doesNotExist();
    assertThat(run.folder("run").resolve(RunFolder.MODEL)).doesNotExist();
  }
}
