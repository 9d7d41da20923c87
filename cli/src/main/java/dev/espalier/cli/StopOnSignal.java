package dev.espalier.cli;

import dev.espalier.search.train.Interruption;

/** Turns Ctrl-C, and any other request to end the process, into the interruption of a run. */
final class StopOnSignal implements AutoCloseable {
  private static final long PATIENCE = 600;

  private final Interruption interruption = new Interruption();
  private final Thread hook;

  private StopOnSignal(Console console) {
    hook = new Thread(() -> stop(console), "stop");
  }

  static StopOnSignal start(Console console) {
    StopOnSignal stop = new StopOnSignal(console);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  Interruption interruption() {
    return interruption;
  }

  private void stop(Console console) {
    interruption.request();
    console.note("stopping after this step ...");
    try {
      if (interruption.await(PATIENCE)) {
        console.note("stopped; --resume goes on from here");
      } else {
        console.warning("the step does not end; --resume goes on from the last checkpoint");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run has ended by itself. */
  @Override
  public void close() {
    if (!interruption.isRequested()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
