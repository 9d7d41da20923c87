package dev.espalier.tflite;

/**
 * What a kind of lint is about.
 *
 * @param id that stays, such as {@code gpu/unsupported-op}
 * @param level usual for it; a lint may be milder
 * @param meaning why it matters
 * @param remedy what to do
 */
public record LintRule(String id, Lint.Level level, String meaning, String remedy) {}
