package dev.espalier.cli;

import dev.espalier.cli.Console.Detail;
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

  /** A bar from no step to all of them. */
  static ProgressLine of(Console console, String task, long steps) {
    boolean shown = console.terminal() && console.detail() == Detail.NORMAL;
    return new ProgressLine(shown ? Optional.of(bar(console, task, steps)) : Optional.empty());
  }

  private static ProgressBar bar(Console console, String task, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(console.err(), WIDTH))
        .showSpeed()
        .build();
  }

  /** One more step is done. */
  void step() {
    bar.ifPresent(ProgressBar::step);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
