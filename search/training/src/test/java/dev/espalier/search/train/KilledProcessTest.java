package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose process is killed at 20 random moments, and goes on in another one each time, ends
 * with the bits of one that was left alone. The next process is started while one still runs.
 */
class KilledProcessTest {
  private static final int KILLS = 20;
  private static final int STEPS = 300;
  private static final String FOLDER = "killed";
  private static final int GO = 'g';

  /** A process trains on while it is being killed, but for so many steps at most. */
  private static final int SPARE = 6;

  @TempDir Path base;

  /** Trains in a process of its own, and says so after some of its steps. */
  private record Announce(long steps, long[] from) implements Progress {
    @Override
    public void begin(long done, long all) {
      from[0] = done;
    }

    @Override
    public void done(long done, double loss) {
      if (done == from[0] + steps) {
        System.out.println(done);
      } else if (done == from[0] + steps + SPARE) {
        waitForTheEnd();
      }
    }

    private static void waitForTheEnd() {
      try {
        Thread.currentThread().join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Loads what a run needs, waits until it is told to begin, and goes on with the run. */
  public static void main(String... args) throws IOException {
    Path base = Path.of(args[0]);
    run(base, 1).go("ready" + ProcessHandle.current().pid());
    if (System.in.read() == GO) {
      Progress progress = new Announce(Long.parseLong(args[1]), new long[1]);
      run(base, STEPS).go(FOLDER, progress, new Interruption());
    }
  }

  private static TinyRun run(Path base, int steps) {
    return new TinyRun(base, TinyRun.NETWORK, steps, 1, "");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void endsWithTheSameBits() throws IOException, InterruptedException {
    TinyRun run = TinyRun.in(base, STEPS, "");
    Process next = start(0);
    for (int kill = 1; kill <= KILLS; kill++) {
      Process process = next;
      next = start(kill);
      kill(process, (long) (20 * SplitMix64.unit(2, kill)));
    }
    next.destroyForcibly();
    long reached = Checkpoint.read(run.checkpointFile(FOLDER)).step();
    assertThat(reached).isBetween(1L, STEPS - 1L);
    run.go(FOLDER);
    run.go("whole");
    assertThat(run.metrics(FOLDER)).isEqualTo(run.metrics("whole"));
    assertThat(run.checkpoint(FOLDER)).isEqualTo(run.checkpoint("whole"));
    assertThat(run.model(FOLDER)).isEqualTo(run.model("whole"));
  }

  /** Lets a process go on with the run, and kills it some milliseconds after it says something. */
  private void kill(Process process, long milliseconds) throws IOException, InterruptedException {
    try (OutputStream orders = process.getOutputStream();
        BufferedReader said = process.inputReader()) {
      orders.write(GO);
      orders.flush();
      assertThat(said.readLine()).as(Files.readString(log())).isNotNull();
      Thread.sleep(milliseconds);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as("killed, not ended").isNotZero();
  }

  /** Starts a process that is to say something after a random number of steps. */
  private Process start(int number) throws IOException {
    int steps = 1 + (int) (8 * SplitMix64.unit(1, number));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledProcessTest.class.getName(),
            base.toString(),
            Integer.toString(steps));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return base.resolve("process.log");
  }
}
