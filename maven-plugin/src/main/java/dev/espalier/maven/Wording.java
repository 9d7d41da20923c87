package dev.espalier.maven;

import dev.espalier.compiler.CompileArguments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells in terms of parameters what the compiler tells in terms of the command line. */
final class Wording {
  private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");
  private static final Pattern LATER_WORD = Pattern.compile("-([a-z])");

  /** What only the plugin has, in the form of an option. */
  private static final Set<String> OWN = Set.of("resources", "attach", "min-miou");

  private Wording() {}

  /** The parameter of an option: {@code ioLayout} for {@code io-layout}. */
  static String parameter(String option) {
    return LATER_WORD.matcher(option).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  /** A message that names parameters where it named options. */
  static String told(String message) {
    return OPTION
        .matcher(message)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    isParameter(match.group(1))
                        ? "<" + parameter(match.group(1)) + ">"
                        : match.group()));
  }

  /**
   * The same, with the parameters that can mend it behind it.
   *
   * @param otherwise the parameters when the message names none
   */
  static String advise(String message, String... otherwise) {
    Set<String> parameters = new LinkedHashSet<>();
    Matcher options = OPTION.matcher(message);
    while (options.find()) {
      if (isParameter(options.group(1))) {
        parameters.add(parameter(options.group(1)));
      }
    }
    if (parameters.isEmpty()) {
      parameters.addAll(List.of(otherwise));
    }
    String end = message.endsWith("?") || message.endsWith(".") ? "" : ".";
    return told(message) + end + " Suggestion: see " + named(parameters);
  }

  private static boolean isParameter(String option) {
    return CompileArguments.NAMES.contains(option) || OWN.contains(option);
  }

  /** Parameters with the properties that set them. */
  static String named(Set<String> parameters) {
    return parameters.stream()
        .map(name -> "<" + name + "> (-Despalier." + name + "=...)")
        .collect(Collectors.joining(", "));
  }
}
