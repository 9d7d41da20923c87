package dev.espalier.search.train;

import java.util.Optional;

/**
 * Ends a run after some steps: asks it to stop, or, without an interruption, crashes.
 *
 * @param step that is the last
 */
public record Until(long step, Optional<Interruption> interruption) implements Progress {
  /** Ends a run in the middle of nowhere, as a failing machine does. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void done(long steps, double loss) {
    if (steps >= step) {
      interruption.ifPresentOrElse(
          Interruption::request,
          () -> {
            throw new Crash();
          });
    }
  }
}
