package dev.espalier.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Where a command speaks: results on standard output, everything else on standard error.
 *
 * @param out results
 * @param err messages and progress
 * @param detail how much is told on {@code err}
 * @param color whether messages are coloured
 * @param terminal whether a person watches {@code err}; progress is shown only then
 */
record Console(PrintStream out, PrintStream err, Detail detail, boolean color, boolean terminal) {
  /** How much is told. */
  enum Detail {
    QUIET,
    NORMAL,
    VERBOSE
  }

  private static final String CLEAR_LINE = "\r\033[K";
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";

  /** A line of a result. */
  void result(String format, Object... arguments) {
    clearProgress();
    out.printf(Locale.ROOT, format + "\n", arguments);
  }

  /** A result as it is. */
  void text(String text) {
    clearProgress();
    out.print(text);
  }

  /** A message for those who asked for more of them. */
  void log(String format, Object... arguments) {
    if (detail == Detail.VERBOSE) {
      line(String.format(Locale.ROOT, format, arguments));
    }
  }

  /** A message unless quiet was asked for. */
  void note(String format, Object... arguments) {
    if (detail != Detail.QUIET) {
      line(String.format(Locale.ROOT, format, arguments));
    }
  }

  void warning(String message) {
    line(paint(YELLOW, "warning: ") + message);
  }

  void error(String message) {
    line(paint(RED, "error: ") + message);
  }

  /** What is being done now; gone with the next line. */
  void progress(String text) {
    if (terminal && detail == Detail.NORMAL) {
      err.print(CLEAR_LINE + text);
      err.flush();
    }
  }

  String good(String text) {
    return paint(GREEN, text);
  }

  String bad(String text) {
    return paint(RED, text);
  }

  private void line(String text) {
    clearProgress();
    err.print(text + "\n");
  }

  private void clearProgress() {
    if (terminal && detail == Detail.NORMAL) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  private String paint(String code, String text) {
    return color ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
