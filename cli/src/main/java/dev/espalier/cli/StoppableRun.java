package dev.espalier.cli;

import dev.espalier.compiler.OutputException;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs until the end, or until the user stops it, with a progress bar. */
final class StoppableRun {
  /** What runs; nothing comes out if it is interrupted. */
  @FunctionalInterface
  interface Job<T> {
    Optional<T> run(Progress progress, Interruption interruption) throws IOException;
  }

  private StoppableRun() {}

  /**
   * @param name beside the bar
   * @param folder that the run writes to
   * @throws OutputException when it cannot
   */
  static <T> Optional<T> of(String name, Path folder, Console console, Job<T> job)
      throws IOException {
    PyTorchJars.require(name);
    try (TrainProgress progress = new TrainProgress(console, name);
        StopOnSignal stop = StopOnSignal.start(console, folder)) {
      return job.run(progress, stop.interruption());
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }
}
