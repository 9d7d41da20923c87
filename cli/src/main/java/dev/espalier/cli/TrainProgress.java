package dev.espalier.cli;

import dev.espalier.accuracy.score.Accuracy;
import dev.espalier.search.train.Progress;
import java.util.Locale;

/** Shows how a run gets on: a bar with the loss, and a line for each validation. */
final class TrainProgress implements Progress, AutoCloseable {
  private final Console console;
  private final String task;
  private ProgressLine line;

  TrainProgress(Console console, String task) {
    this.task = task;
    this.console = console;
    this.line = ProgressLine.none();
  }

  @Override
  public void begin(long done, long steps) {
    if (done > 0) {
      console.note("going on after step %,d of %,d", done, steps);
    }
    line = ProgressLine.of(console, task, done, steps);
  }

  @Override
  public void phase(String name, long begin, long end) {
    console.note("%s: steps %,d to %,d", name, begin, end);
  }

  @Override
  public void done(long steps, double loss) {
    line.step(String.format(Locale.ROOT, "loss %.3f", loss));
  }

  @Override
  public void validated(long steps, Accuracy accuracy) {
    console.note(
        "step %,d: mIoU %.2f %%, pixel accuracy %.2f %%",
        steps,
        100 * accuracy.mIoU().orElse(Double.NaN),
        100 * accuracy.pixelAccuracy().orElse(Double.NaN));
  }

  @Override
  public void warn(String message) {
    console.warning(message);
  }

  @Override
  public void close() {
    line.close();
  }
}
