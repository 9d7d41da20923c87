package dev.espalier.tflite;

import java.util.Locale;

/**
 * Something about a written model that a user should look at.
 *
 * @param rule a stable id, such as {@code gpu/unsupported-op}
 * @param node the operator it is about: the name of the node it was made from, or of its result
 * @param message what was found and what to do
 */
public record Lint(String rule, Level level, String node, String message) {
  /** How bad it is. */
  public enum Level {
    ERROR,
    WARNING,
    NOTE;

    /** The form in reports: {@code error}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
