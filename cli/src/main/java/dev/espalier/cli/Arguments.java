package dev.espalier.cli;

import dev.espalier.ir.text.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    Optional<Path> folder =
        Optional.ofNullable(line.getOptionValue(CommonOptions.SAMPLES)).map(Arguments::path);
    folder.ifPresent(
        path -> {
          if (!Files.isDirectory(path)) {
            throw new UsageException("--samples: %s is not a folder", path);
          }
        });
    return folder;
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
    String value = required(line, option);
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(option, "a whole number", value, e);
    }
    throw new UsageException("--%s is from %d to %d, not %s", option, least, most, value);
  }

  /** The number an option is given, which lies within bounds. */
  static double number(CommandLine line, String option, double least, double most) {
    String value = required(line, option);
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(option, "a number", value, e);
    }
    throw new UsageException("--%s is from %s to %s, not %s", option, least, most, value);
  }

  /** The share an option is given, above 0 and up to 1; half without the option. */
  static double share(CommandLine line, String option) {
    double share = line.hasOption(option) ? number(line, option, 0, 1) : 0.5;
    if (share == 0) {
      throw new UsageException("--%s is above 0", option);
    }
    return share;
  }

  /** The value of an option that takes one of a few words. */
  static String oneOf(CommandLine line, String option, String... words) {
    String value = line.getOptionValue(option, words[0]);
    if (List.of(words).contains(value)) {
      return value;
    }
    throw new UsageException(
        "--%s is %s, not '%s'%s",
        option, String.join(" or ", words), value, Nearest.hint(value, List.of(words), ""));
  }

  static boolean asksForJson(CommandLine line) {
    return oneOf(line, CommonOptions.FORMAT, "text", "json").equals("json");
  }

  /** Shapes of inputs, each given as {@code name=1x3x512x1024}. */
  static Map<String, long[]> shapes(CommandLine line) {
    String option = CommonOptions.INPUT_SHAPE;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    String[] values = line.getOptionValues(option);
    for (String value : values == null ? new String[0] : values) {
      int equals = value.lastIndexOf('=');
      if (equals <= 0
          || !value.substring(equals + 1).matches("[1-9]\\d{0,9}(x[1-9]\\d{0,9}){0,5}")) {
        throw new UsageException("--%s is name=1x3x512x1024, not '%s'", option, value);
      }
      shapes.put(value.substring(0, equals), shape(value.substring(equals + 1)));
    }
    return shapes;
  }

  /** The two sides of a picture, in the order in which they are given. */
  static int[] sides(CommandLine line, String option, String form) {
    String text = required(line, option);
    if (!text.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
      throw new UsageException("--%s is %s, not '%s'", option, form, text);
    }
    return Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static long[] shape(String text) {
    return Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static UsageException notANumber(
      String option, String wanted, String value, NumberFormatException cause) {
    UsageException exception = new UsageException("--%s is %s, not '%s'", option, wanted, value);
    exception.initCause(cause);
    return exception;
  }
}
