package dev.espalier.search.method;

import dev.espalier.search.djl.Choosing;
import dev.espalier.search.train.TrainingMethod;
import java.io.IOException;

/**
 * A part of a run. What it leaves for the next one is the state of the task's parameters, and
 * files.
 */
public interface Phase {
  /** What it works on once it has begun. */
  SearchTask task();

  /** Its name in metrics. */
  String name();

  /** How many steps it has; without any it still begins and ends. */
  long steps();

  /** Whether the network is validated before the first step, too. */
  default boolean validatesFirst() {
    return false;
  }

  /** How choices are made when it is validated. */
  default Choosing validated() {
    return Choosing.BEST;
  }

  /**
   * Begins, with an optimizer that remembers nothing. The parameters are those of the end of the
   * phase before, or of a checkpoint of this phase.
   */
  TrainingMethod begin() throws IOException;

  /** What follows from the last step; it is a function of the parameters. */
  void end() throws IOException;
}
