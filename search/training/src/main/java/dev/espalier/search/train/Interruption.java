package dev.espalier.search.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run that is being interrupted finish its step and write a checkpoint: asked for by one
 * thread, heeded by another.
 */
public final class Interruption {
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  /** Asks the run to stop. */
  public void request() {
    requested = true;
  }

  public boolean isRequested() {
    return requested;
  }

  /** The run has ended, for whatever reason. */
  void end() {
    ended.countDown();
  }

  /** Waits until the run has ended; false when it has not in time. */
  public boolean await(long seconds) throws InterruptedException {
    return ended.await(seconds, TimeUnit.SECONDS);
  }
}
