package dev.espalier.cli;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.OptionValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** Reads operands and option values, and says what is wrong with them. */
final class Arguments {
  private Arguments() {}

  /** The one operand of a command. */
  static String only(CommandLine line, String name) {
    return operands(line, name).get(0);
  }

  /** The operands of a command, one for each name. */
  static List<String> operands(CommandLine line, String... names) {
    List<String> given = line.getArgList();
    if (given.size() < names.length) {
      throw new UsageException("%s is missing", names[given.size()]);
    }
    if (given.size() > names.length) {
      throw new UsageException(
          "unexpected '%s' behind %s", given.get(names.length), String.join(" ", names));
    }
    return given;
  }

  /** The file that is the one operand of a command. */
  static Path path(CommandLine line, String name) {
    return path(only(line, name));
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      UsageException exception = new UsageException("'%s' is not a path", text);
      exception.initCause(e);
      throw exception;
    }
  }

  static Path outputPath(CommandLine line) {
    return path(required(line, CommonOptions.OUTPUT));
  }

  /** An existing folder with samples. */
  static Optional<Path> samples(CommandLine line) {
    return line.hasOption(CommonOptions.SAMPLES)
        ? Optional.of(value(line, CommonOptions.SAMPLES).folder())
        : Optional.empty();
  }

  /** What an option is given, which must be given something. */
  static OptionValue value(CommandLine line, String option) {
    return new OptionValue(option, required(line, option));
  }

  static String required(CommandLine line, String option) {
    String value = line.getOptionValue(option);
    if (value == null) {
      throw new UsageException(
          "%s is missing", option.length() == 1 ? "-" + option : "--" + option);
    }
    return value;
  }

  /** The whole number an option is given. */
  static long whole(CommandLine line, String option, long least, long most) {
    return value(line, option).whole(least, most);
  }

  /** The number an option is given, which lies within bounds. */
  static double number(CommandLine line, String option, double least, double most) {
    return value(line, option).number(least, most);
  }

  /** The share an option is given, above 0 and up to 1; half without the option. */
  static double share(CommandLine line, String option) {
    return line.hasOption(option) ? value(line, option).positive(1) : 0.5;
  }

  /** The value of an option that takes one of a few words. */
  static String oneOf(CommandLine line, String option, String... words) {
    return new OptionValue(option, line.getOptionValue(option, words[0])).oneOf(words);
  }

  static boolean asksForJson(CommandLine line) {
    return oneOf(line, CommonOptions.FORMAT, "text", "json").equals("json");
  }

  /** Shapes of inputs, each given as {@code name=1x3x512x1024}. */
  static Map<String, long[]> shapes(CommandLine line) {
    String[] values = line.getOptionValues(CommonOptions.INPUT_SHAPE);
    return CompileArguments.shapes(values == null ? List.of() : List.of(values));
  }

  /** The two sides of a picture, in the order in which they are given. */
  static int[] sides(CommandLine line, String option, String form) {
    String text = required(line, option);
    if (!text.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
      throw new UsageException("--%s is %s, not '%s'", option, form, text);
    }
    return Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
