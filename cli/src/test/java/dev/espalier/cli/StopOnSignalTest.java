package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.search.train.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopOnSignalTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StopOnSignal stop = new StopOnSignal(console(), Path.of("run"));

  private Console console() {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Console(stream, stream, Console.Detail.NORMAL, false, false);
  }

  private String said() {
    stop.stop();
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void stopsARun() throws IOException {
    Interruption interruption = stop.interruption();
    Thread run =
        new Thread(
            () -> {
              try {
                interruption.during(
                    () -> {
                      while (!interruption.isRequested()) {
                        Thread.onSpinWait();
                      }
                      return Optional.empty();
                    });
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    run.start();
    assertThat(said()).contains("stopping after this step").contains("stopped; --resume goes on");
  }

  /** What went wrong is not lost, and nobody is told that the run can go on from here. */
  @Test
  void tellsThatTheCheckpointCouldNotBeWritten() {
    assertThatThrownBy(
            () ->
                stop.interruption()
                    .during(
                        () -> {
                          throw new AccessDeniedException("run/checkpoint");
                        }))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(said())
        .contains("error: no checkpoint of this step: cannot write run: permission denied")
        .doesNotContain("stopped; --resume");
  }

  @Test
  void tellsThatTheRunHadEnded() throws IOException {
    stop.interruption().during(() -> Optional.of("model"));
    assertThat(said()).contains("come to its end").doesNotContain("stopped; --resume");
  }
}
