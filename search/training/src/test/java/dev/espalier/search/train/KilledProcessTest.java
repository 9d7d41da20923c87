package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains is killed twice; another one ends what it began, with the same bits. */
class KilledProcessTest {
  private static final int STEPS = 150;
  private static final String FOLDER = "killed";

  @TempDir Path base;

  /** Trains in a process of its own. */
  public static void main(String... args) throws IOException {
    TinyRun.in(Path.of(args[0]), STEPS, "").go(FOLDER);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void endsWithTheSameBits() throws IOException, InterruptedException {
    TinyRun run = TinyRun.in(base, STEPS, "");
    killAfter(run, 17);
    long first = Checkpoint.read(run.folder(FOLDER)).step();
    killAfter(run, 61);
    long second = Checkpoint.read(run.folder(FOLDER)).step();
    assertThat(first).isPositive().isLessThan(second);
    assertThat(second).isLessThan(STEPS);
    run.go(FOLDER);
    run.go("whole");
    assertThat(run.metrics(FOLDER)).isEqualTo(run.metrics("whole"));
    assertThat(run.checkpoint(FOLDER)).isEqualTo(run.checkpoint("whole"));
    assertThat(run.model(FOLDER)).isEqualTo(run.model("whole"));
  }

  private void killAfter(TinyRun run, int lines) throws IOException, InterruptedException {
    Path metrics = run.folder(FOLDER).resolve(MetricsFile.FILE);
    Process process = start();
    while (process.isAlive() && lines(metrics) < lines) {
      Thread.sleep(2);
    }
    process.destroyForcibly();
    assertThat(process.waitFor()).as("killed, not ended").isNotZero();
  }

  private Process start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledProcessTest.class.getName(),
            base.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(base.resolve("process.log").toFile())
        .start();
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }
}
