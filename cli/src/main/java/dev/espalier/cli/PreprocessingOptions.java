package dev.espalier.cli;

import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.accuracy.score.Preprocessing.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that say what a model is given for a pixel. */
final class PreprocessingOptions {
  private static final String BGR = "bgr";
  private static final String MEAN = "mean";
  private static final String STD = "std";
  private static final String SCALE = "scale";
  private static final List<String> NAMES = List.of(BGR, MEAN, STD, SCALE);

  private PreprocessingOptions() {}

  static Options add(Options options) {
    return options
        .addOption(CommonOptions.flag(null, BGR, "the model takes blue, green, red"))
        .addOption(three(MEAN, "subtracted from a pixel's values, which are 0 to 255 (default 0)"))
        .addOption(three(STD, "what that is divided by (default 1)"))
        .addOption(
            CommonOptions.value(
                SCALE, "X", "what that is multiplied by, such as 1/255 (default 1)"));
  }

  private static Option three(String name, String description) {
    return Option.builder()
        .longOpt(name)
        .numberOfArgs(3)
        .valueSeparator(',')
        .argName("X,Y,Z")
        .desc(description)
        .get();
  }

  /** What the options say; absent without any of them. */
  static Optional<Preprocessing> read(CommandLine line) {
    if (NAMES.stream().noneMatch(line::hasOption)) {
      return Optional.empty();
    }
    Preprocessing none = Preprocessing.NONE;
    return Optional.of(
        new Preprocessing(
            line.hasOption(BGR) ? Channels.bgr : Channels.rgb,
            line.hasOption(MEAN) ? three(line, MEAN) : none.mean(),
            line.hasOption(STD) ? std(line) : none.std(),
            line.hasOption(SCALE) ? scale(line.getOptionValue(SCALE)) : none.scale()));
  }

  private static List<Double> three(CommandLine line, String option) {
    return Arrays.stream(line.getOptionValues(option)).map(text -> number(option, text)).toList();
  }

  private static List<Double> std(CommandLine line) {
    List<Double> std = three(line, STD);
    if (std.stream().anyMatch(number -> number <= 0)) {
      throw new UsageException("--%s is above 0, not %s", STD, std);
    }
    return std;
  }

  /** A number, or one divided by another. */
  private static double scale(String text) {
    String[] parts = text.split("/", 2);
    double scale = number(SCALE, parts[0]) / (parts.length == 1 ? 1 : number(SCALE, parts[1]));
    if (scale == 0 || !Double.isFinite(scale)) {
      throw new UsageException("--%s is neither 0 nor infinite, as %s is", SCALE, text);
    }
    return scale;
  }

  private static double number(String option, String text) {
    double number;
    try {
      number = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!Double.isFinite(number)) {
      throw new UsageException("--%s takes numbers, not '%s'", option, text);
    }
    return number;
  }
}
