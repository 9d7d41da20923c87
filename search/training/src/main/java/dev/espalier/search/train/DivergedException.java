package dev.espalier.search.train;

import java.util.Locale;

/** The loss of a run is no number any more; its last checkpoint is from before. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(long step, double loss) {
    super(
        String.format(
            Locale.ROOT,
            "the loss is %s at step %d; a lower optimizer.rate or a longer schedule.warmup may help",
            loss,
            step));
  }
}
