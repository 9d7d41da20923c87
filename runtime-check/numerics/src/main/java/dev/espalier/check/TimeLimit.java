package dev.espalier.check;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run of ONNX Runtime that takes too long, between two operators: a loop may ask for more
 * rounds than anybody can wait for.
 */
final class TimeLimit implements AutoCloseable {
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "espalier-time-limit");
            thread.setDaemon(true);
            return thread;
          });

  private final RunOptions options = new RunOptions();
  private final Future<?> end;
  private boolean running = true;
  private boolean over;

  private TimeLimit(Duration most) throws OrtException {
    this.end = WATCH.schedule(this::terminate, most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The limit of a run that begins now. */
  static TimeLimit of(Duration most) throws OrtException {
    return new TimeLimit(most);
  }

  /** With these the run can be ended. */
  RunOptions options() {
    return options;
  }

  private synchronized Void terminate() throws OrtException {
    if (running) {
      over = true;
      options.setTerminate(true);
    }
    return null;
  }

  /** Whether the run was ended. */
  synchronized boolean isOver() {
    return over;
  }

  @Override
  public synchronized void close() {
    end.cancel(false);
    running = false;
    options.close();
  }
}
