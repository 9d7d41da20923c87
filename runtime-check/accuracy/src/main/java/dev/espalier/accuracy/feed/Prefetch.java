package dev.espalier.accuracy.feed;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Makes things ahead of their use on a few threads, and hands them out in the order of their
 * numbers. At most {@code ahead} of them are ready or in the making, so memory stays bounded. A
 * failure is thrown where its thing would have been handed out. For one consumer.
 */
public final class Prefetch<T> implements Iterator<T>, AutoCloseable {
  private static final long SECONDS_TO_STOP = 60;

  private final LongFunction<T> make;
  private final long end;
  private final int ahead;
  private final ExecutorService workers;
  private final Queue<Future<T>> waiting = new ArrayDeque<>();
  private long next;

  /**
   * Starts no work before the first thing is asked for.
   *
   * @param make makes the thing of a number, on any thread and in any order
   * @param from the first number
   * @param to the first number that is not made
   */
  public Prefetch(LongFunction<T> make, long from, long to, int threads, int ahead) {
    if (threads < 1 || ahead < 1) {
      throw new IllegalArgumentException(threads + " threads, " + ahead + " things ahead");
    }
    this.make = make;
    this.next = from;
    this.end = to;
    this.ahead = ahead;
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "prefetch");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public boolean hasNext() {
    return next < end || !waiting.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    order();
    T thing = take(waiting.remove());
    order();
    return thing;
  }

  private void order() {
    while (waiting.size() < ahead && next < end) {
      long number = next++;
      waiting.add(workers.submit(() -> make.apply(number)));
    }
  }

  private static <T> T take(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException runtime) {
        throw runtime;
      } else if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for data", e);
    }
  }

  /** Stops the threads, and waits until they have. */
  @Override
  public void close() {
    next = end;
    waiting.forEach(future -> future.cancel(true));
    waiting.clear();
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        throw new IllegalStateException("threads that read ahead do not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
