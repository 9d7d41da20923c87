package dev.espalier.cli;

import dev.espalier.compiler.OutputException;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.Interruption.Ending;
import dev.espalier.search.train.Interruption.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Turns Ctrl-C, and any other request to end the process, into the interruption of a run, and tells
 * how that went.
 */
final class StopOnSignal implements AutoCloseable {
  private static final long PATIENCE = 600;

  private final Interruption interruption = new Interruption();
  private final Console console;
  private final Path folder;
  private final Thread hook;

  StopOnSignal(Console console, Path folder) {
    this.console = console;
    this.folder = folder;
    this.hook = new Thread(this::stop, "stop");
  }

  /**
   * Waits for such a request; if the process is ending already, that is one.
   *
   * @param folder of the run
   */
  static StopOnSignal start(Console console, Path folder) {
    StopOnSignal stop = new StopOnSignal(console, folder);
    try {
      Runtime.getRuntime().addShutdownHook(stop.hook);
    } catch (IllegalStateException e) {
      stop.interruption.request();
    }
    return stop;
  }

  Interruption interruption() {
    return interruption;
  }

  /** Lets the run end, and says how it did. */
  void stop() {
    interruption.request();
    console.note("stopping after this step ...");
    try {
      tell(interruption.await(PATIENCE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Optional<Ending> ending) {
    if (ending.isEmpty()) {
      console.warning("the step does not end; --resume goes on from the last checkpoint");
    } else if (ending.get() instanceof Failed failed) {
      console.error("no checkpoint of this step: " + reason(failed.cause()));
    } else if (ending.get() instanceof Interruption.Finished) {
      console.note("the run has just come to its end");
    } else {
      console.note("stopped; --resume goes on from here");
    }
  }

  private String reason(Throwable cause) {
    return cause instanceof IOException e
        ? OutputException.of(folder, e).getMessage()
        : String.valueOf(cause.getMessage());
  }

  /** The run has ended. If the process is ending, too, the last word is that of {@link #stop}. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      waitForTheEnd();
    }
  }

  private static void waitForTheEnd() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
