package dev.espalier.latency.read;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.RunTimes.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what TFLite's {@code benchmark_model} prints, and its operator profiles, which are called
 * CSV but are sections of a text: a heading, a title between equal signs, a line of column names,
 * rows, an empty line.
 *
 * <p>Times of operators are those of the sections {@code Run Order} under headings about regular
 * runs, or about a delegate; a whole run is the summary or statistics line. Columns are found by
 * their names, since versions differ in them.
 */
public final class BenchmarkText {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final Pattern TITLE = Pattern.compile("=+ *([^=]+?) *=+");
  private static final Pattern SUMMARY =
      Pattern.compile("Inference timings in us:.*Inference \\(avg\\): ([0-9.e+]+)");
  private static final Pattern STATISTICS =
      Pattern.compile("count=[0-9]+ .*?avg=([0-9.e+]+)(?: .*)?");
  private static final List<String> SECTIONS =
      List.of("run order", "top by computation time", "summary by node type");

  private final String file;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<Row> whole = Optional.empty();
  private List<String> columns = List.of();
  private String section = "";
  private boolean initialization;
  private boolean recognised;

  private BenchmarkText(String file) {
    this.file = file;
  }

  /**
   * Reads a text.
   *
   * @param file what messages call the source
   * @throws LatencyDataException when nothing in it is known
   */
  public static RunTimes read(String file, String text) {
    BenchmarkText reader = new BenchmarkText(file);
    text.lines().map(String::strip).forEach(reader::line);
    return reader.result();
  }

  private RunTimes result() {
    if (!recognised) {
      throw new LatencyDataException(
          "%s: no timing of benchmark_model in it: neither 'Inference timings in us:', nor"
              + " 'count=... avg=...', nor a section 'Run Order'",
          file);
    }
    whole.ifPresent(row -> rows.add(0, row));
    return new RunTimes(rows, warnings);
  }

  private void line(String line) {
    Matcher title = TITLE.matcher(line);
    if (title.matches()) {
      begin(title.group(1).toLowerCase(Locale.ROOT));
    } else if (line.isEmpty()) {
      columns = List.of();
    } else if (isHeading(line)) {
      heading(line);
    } else if (!total(line)) {
      cells(line);
    }
  }

  private void begin(String title) {
    section = title;
    columns = List.of();
    if (SECTIONS.contains(title)) {
      recognised = true;
    } else {
      warnings.add("%s: section '%s' is not known".formatted(file, title));
    }
  }

  private static boolean isHeading(String line) {
    return line.endsWith(":") && !line.contains(",");
  }

  private void heading(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    section = "";
    columns = List.of();
    initialization = lower.contains("init");
    if (!lower.contains("profiling info") && !lower.startsWith("delegate internal")) {
      warnings.add("%s: heading '%s' is not known".formatted(file, line));
    }
  }

  /** A line about whole runs; those of a profile are about initialisation as well. */
  private boolean total(String line) {
    Matcher summary = SUMMARY.matcher(line);
    if (summary.find()) {
      whole = Optional.of(total(summary));
      recognised = true;
      return true;
    }
    Matcher statistics = STATISTICS.matcher(line);
    if (!statistics.matches()) {
      return false;
    }
    recognised = true;
    if (whole.isEmpty()) {
      whole = Optional.of(total(statistics));
    }
    return true;
  }

  private Row total(Matcher match) {
    return new Row(RunTimes.MODEL, "", number(match.group(1)) / MICROS_PER_MILLI);
  }

  private void cells(String line) {
    if (!section.equals(SECTIONS.get(0)) || initialization) {
      return;
    } else if (columns.isEmpty()) {
      header(line);
      return;
    }
    List<String> cells = split(line, columns.size());
    if (cells.size() < columns.size()) {
      warnings.add("%s: the row '%s' is cut off".formatted(file, line));
      return;
    }
    rows.add(
        new Row(
            cells.get(columns.indexOf("node type")),
            cells.get(columns.indexOf("name")).replace('\t', ','),
            number(cells.get(columns.indexOf("avg_ms")))));
  }

  private void header(String line) {
    List<String> names = split(line.replaceAll("[\\[\\]]", ""), Integer.MAX_VALUE);
    if (names.contains("node type") && names.contains("avg_ms") && names.contains("name")) {
      columns = names;
    }
  }

  /** The last cell keeps its commas. */
  private static List<String> split(String line, int most) {
    return Arrays.stream(line.split(",", most == Integer.MAX_VALUE ? -1 : most))
        .map(String::strip)
        .toList();
  }

  private double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new LatencyDataException("%s: '%s' is no time", file, text);
    }
  }
}
