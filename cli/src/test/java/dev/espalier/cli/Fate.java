package dev.espalier.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command did with a model that may be broken.
 *
 * @param text for a table: the command, its exit code and the reason
 * @param wrong why that is no way to end; empty when the command succeeded in time, or told in one
 *     line which place of the model it refuses
 */
record Fate(String text, int exit, Optional<String> wrong) {
  /** Of this thread, which other work on the machine does not slow down. */
  private static final double MOST_SECONDS = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Pattern REFUSAL =
      Pattern.compile("error: [a-z]+: (.+) \\(reason_code=([a-z0-9_]+)\\)\\n", Pattern.DOTALL);
  private static final Pattern PLACE = Pattern.compile("%|'|node|input|\\.onnx|[a-z_0-9)]: ");
  private static final List<Integer> EXITS = List.of(Exit.OK, Exit.INPUT, Exit.TARGET);

  /** Runs a command; the first argument is its name. */
  static Fate of(Object... arguments) {
    long start = THREADS.getCurrentThreadCpuTime();
    Run run = Run.of(arguments);
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) * 1e-9;
    Matcher refusal = REFUSAL.matcher(run.err());
    boolean ok = run.exit() == Exit.OK;
    boolean refused = refusal.matches() && PLACE.matcher(refusal.group(1)).find();
    boolean right = EXITS.contains(run.exit()) && (ok || refused) && !isRaw(run.err());
    String text = arguments[0] + " exit " + run.exit() + (refused ? " " + refusal.group(2) : "");
    String story =
        String.format(
            Locale.ROOT,
            "%s: %.1f s: exit %d: %s",
            List.of(arguments),
            seconds,
            run.exit(),
            run.err().strip());
    boolean fine = right && seconds < MOST_SECONDS;
    return new Fate(text, run.exit(), fine ? Optional.empty() : Optional.of(story));
  }

  boolean succeeded() {
    return exit == Exit.OK;
  }

  /** Whether the message is one that was written for programmers. */
  private static boolean isRaw(String message) {
    return message.contains("null") || message.contains("java.");
  }
}
