package dev.espalier.search.train;

import java.util.Locale;

/** The loss of a run, or a part of its state, is no number; its last checkpoint is from before. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(long step, String what, double value) {
    super(
        String.format(
            Locale.ROOT,
            "%s is %s at step %d; a lower optimizer.rate or a longer schedule.warmup may help",
            what,
            value,
            step));
  }
}
