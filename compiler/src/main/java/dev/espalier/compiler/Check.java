package dev.espalier.compiler;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something a compile must be, and whether it is.
 *
 * @param kind what is checked: {@code equivalence}, {@code size}, {@code latency}, {@code lint},
 *     {@code reference} (whether the input model can be compared with) or {@code operators}
 *     (whether all are understood)
 * @param name of this check among those of its kind
 * @param message one sentence with the figures
 */
public record Check(String kind, String name, Outcome outcome, String message) {
  /** How a check ended. */
  public enum Outcome {
    PASSED,
    /** Passed with something a user should know, which fails when strict. */
    WARNED,
    FAILED,
    /** Left out. */
    SKIPPED;

    /** The form in reports: {@code failed}. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same, with a warning taken as a failure. */
  Check strict() {
    return outcome == Outcome.WARNED
        ? new Check(kind, name, Outcome.FAILED, message + " (--strict)")
        : this;
  }
}
