package dev.espalier.cli;

import dev.espalier.compiler.diff.ReportDiff;
import dev.espalier.compiler.diff.ReportDiff.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much worse a figure may become.
 *
 * @param name of the figure; without the file, of that figure of every file
 * @param percent of what was before; of an accuracy, points
 */
record DiffLimit(String name, double percent) {
  private static final Pattern FORM = Pattern.compile("(.+)=(\\d+(?:\\.\\d+)?)%");

  /** Reads limits such as {@code bytes=5%}. */
  static List<DiffLimit> parse(String option, String... texts) {
    return Arrays.stream(texts).map(text -> of(option, text)).toList();
  }

  private static DiffLimit of(String option, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageException("--%s is NAME=PERCENT such as bytes=5%%, not '%s'", option, text);
    }
    return new DiffLimit(form.group(1), Double.parseDouble(form.group(2)));
  }

  /** What exceeds the limit, one sentence each. */
  List<String> exceeded(ReportDiff diff) {
    List<Figure> figures = diff.figures().stream().filter(this::isMeant).toList();
    return figures.isEmpty()
        ? List.of("neither report tells " + name)
        : figures.stream().map(this::exceeded).flatMap(Optional::stream).toList();
  }

  private boolean isMeant(Figure figure) {
    return figure.name().equals(name) || figure.name().endsWith(" " + name);
  }

  private Optional<String> exceeded(Figure figure) {
    if (figure.before().isEmpty() || figure.after().isEmpty()) {
      return Optional.of("only one of the reports tells " + figure.name());
    }
    double worse = 100 * worse(figure);
    return worse <= percent
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%s is worse by %.2f %%, over %s %%", figure.name(), worse, percent));
  }

  private static double worse(Figure figure) {
    double difference = figure.after().getAsDouble() - figure.before().getAsDouble();
    if (figure.isAccuracy()) {
      return -difference;
    }
    return figure.share().orElse(difference > 0 ? Double.POSITIVE_INFINITY : 0);
  }
}
