package dev.espalier.search.train;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run that is being interrupted finish its step and write a checkpoint: asked for by one
 * thread, heeded by another.
 */
public final class Interruption {
  /** How a run ended. */
  public sealed interface Ending {}

  /** It came to its end. */
  public record Finished() implements Ending {}

  /** It was interrupted, and has left a checkpoint. */
  public record Stopped() implements Ending {}

  /** It failed, perhaps while it wrote the checkpoint. */
  public record Failed(Throwable cause) implements Ending {}

  /** A run. */
  @FunctionalInterface
  public interface Run<T> {
    /** Runs; what comes out is empty if it was interrupted. */
    Optional<T> run() throws IOException;
  }

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile Ending ending = new Stopped();

  /** Asks the run to stop. */
  public void request() {
    requested = true;
  }

  public boolean isRequested() {
    return requested;
  }

  /** Does a run, and lets those who wait for its end know how it ended. */
  public <T> Optional<T> during(Run<T> run) throws IOException {
    try {
      Optional<T> result = run.run();
      ending = result.isPresent() ? new Finished() : new Stopped();
      return result;
    } catch (IOException | RuntimeException | Error e) {
      ending = new Failed(e);
      throw e;
    } finally {
      ended.countDown();
    }
  }

  /** Waits until the run has ended; empty when it has not in time. */
  public Optional<Ending> await(long seconds) throws InterruptedException {
    return ended.await(seconds, TimeUnit.SECONDS) ? Optional.of(ending) : Optional.empty();
  }
}
