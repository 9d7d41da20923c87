package dev.espalier.cli;

import dev.espalier.cli.Console.Detail;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the steps done and the time left, if a person watches standard error. */
final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 78;

  private final Optional<ProgressBar> bar;

  private ProgressLine(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /** Shows nothing. */
  static ProgressLine none() {
    return new ProgressLine(Optional.empty());
  }

  /** A bar from no step to all of them. */
  static ProgressLine of(Console console, String task, long steps) {
    return of(console, task, 0, steps);
  }

  /** A bar of which some steps were done before. */
  static ProgressLine of(Console console, String task, long done, long steps) {
    boolean shown = console.terminal() && console.detail() == Detail.NORMAL;
    return new ProgressLine(
        shown ? Optional.of(bar(console, task, done, steps)) : Optional.empty());
  }

  private static ProgressBar bar(Console console, String task, long done, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .startsFrom(done, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(console.err(), WIDTH))
        .showSpeed()
        .build();
  }

  /** One more step is done. */
  void step() {
    bar.ifPresent(ProgressBar::step);
  }

  /** One more step is done, and there is something to say about it. */
  void step(String message) {
    bar.ifPresent(shown -> shown.step().setExtraMessage(" " + message));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
