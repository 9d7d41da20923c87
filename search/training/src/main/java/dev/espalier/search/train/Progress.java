package dev.espalier.search.train;

import dev.espalier.accuracy.score.Accuracy;

/** Is told how a run gets on; what it does not want to hear, it leaves as it is. */
public interface Progress {
  /** Listens to nothing. */
  Progress NONE = new Progress() {};

  /** The run goes on after some steps. */
  default void begin(long done, long steps) {}

  /** A phase of the run begins; steps are those of the whole run. */
  default void phase(String name, long begin, long end) {}

  /** A step is done. */
  default void done(long steps, double loss) {}

  /** The network was validated after some steps. */
  default void validated(long steps, Accuracy accuracy) {}

  /** Something a person should know. */
  default void warn(String message) {}
}
