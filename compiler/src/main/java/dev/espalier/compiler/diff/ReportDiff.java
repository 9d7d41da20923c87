package dev.espalier.compiler.diff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What changed between two compiles, from the first to the second. Of {@code figures} all are told,
 * elsewhere only what changed.
 *
 * @param figures sizes of the files, predicted time and accuracy
 * @param facts input, version, and what the files run on
 * @param blocks predicted milliseconds
 * @param channels that are left, by value
 * @param choices the operand that stays
 * @param operators how often a file uses each
 * @param equivalence how far outputs are from the input model
 * @param newLints those of the second compile only
 * @param goneLints those of the first compile only
 * @param notes what could not be compared
 */
public record ReportDiff(
    List<Figure> figures,
    List<Change> facts,
    List<Figure> blocks,
    List<Change> channels,
    List<Change> choices,
    List<Figure> operators,
    List<Change> equivalence,
    List<String> newLints,
    List<String> goneLints,
    List<String> notes) {
  /** The file beside a report with what {@code evaluate --format json} told about its model. */
  public static final String EVALUATION = "evaluation.json";

  /** A number before and after; absent where a side has none. */
  public record Figure(String name, OptionalDouble before, OptionalDouble after) {
    /** The change as a fraction of what was before, where that can be told. */
    public OptionalDouble share() {
      return before.isPresent() && after.isPresent() && before.getAsDouble() != 0
          ? OptionalDouble.of(after.getAsDouble() / before.getAsDouble() - 1)
          : OptionalDouble.empty();
    }

    /** Whether it is an accuracy, which is a fraction and better when it is larger. */
    public boolean isAccuracy() {
      return Release.ACCURACIES.contains(name);
    }

    /** Whether the sides differ. */
    public boolean isChange() {
      return !before.equals(after);
    }
  }

  /** A word before and after; absent where a side has none. */
  public record Change(String name, Optional<String> before, Optional<String> after) {
    private boolean isChange() {
      return !before.equals(after);
    }
  }

  /**
   * Compares two reports.
   *
   * @param before a {@code report.json}, or the folder it is in
   * @param after likewise
   * @throws dev.espalier.compiler.ReportException when one cannot be read
   */
  public static ReportDiff of(Path before, Path after) {
    return of(Release.read(before), Release.read(after));
  }

  private static ReportDiff of(Release before, Release after) {
    return new ReportDiff(
        figures(before.figures(), after.figures()),
        changes(before.facts(), after.facts()),
        figures(before.blocks(), after.blocks()).stream().filter(Figure::isChange).toList(),
        changes(before.channels(), after.channels()),
        changes(before.choices(), after.choices()),
        figures(before.operators(), after.operators()).stream().filter(Figure::isChange).toList(),
        changes(before.equivalence(), after.equivalence()),
        only(after.lints(), before.lints()),
        only(before.lints(), after.lints()),
        notes(before, after));
  }

  private static <T> Set<String> names(Map<String, T> before, Map<String, T> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    return names;
  }

  private static List<Figure> figures(Map<String, Double> before, Map<String, Double> after) {
    return names(before, after).stream()
        .map(name -> new Figure(name, number(before.get(name)), number(after.get(name))))
        .toList();
  }

  private static OptionalDouble number(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
    return names(before, after).stream()
        .map(
            name ->
                new Change(
                    name,
                    Optional.ofNullable(before.get(name)),
                    Optional.ofNullable(after.get(name))))
        .filter(Change::isChange)
        .toList();
  }

  private static List<String> only(Map<String, String> here, Map<String, String> there) {
    Map<String, String> left = new LinkedHashMap<>(here);
    left.keySet().removeAll(there.keySet());
    List<String> lints = new ArrayList<>();
    left.forEach((name, message) -> lints.add(name + ": " + message));
    return lints;
  }

  private static List<String> notes(Release before, Release after) {
    List<String> notes = new ArrayList<>();
    Optional<String> data = before.evaluatedOn();
    if (before.evaluation().isEmpty() || after.evaluation().isEmpty()) {
      notes.add(
          "accuracy is not compared: "
              + missing(before, after)
              + " no "
              + EVALUATION
              + " beside the report (espalier evaluate --format json writes one)");
    } else if (!data.equals(after.evaluatedOn())) {
      notes.add("the accuracies are on different data");
    }
    if (before.report().has("latency") != after.report().has("latency")) {
      notes.add("only one of the compiles was asked for the time on a device");
    } else if (!before
        .report()
        .at("/latency/device")
        .equals(after.report().at("/latency/device"))) {
      notes.add("the predicted times are for different devices");
    }
    return notes;
  }

  private static String missing(Release before, Release after) {
    if (before.evaluation().isPresent()) {
      return "the second has";
    }
    return after.evaluation().isPresent() ? "the first has" : "there is";
  }

  /** Whether nothing changed. */
  public boolean isEmpty() {
    return figures.stream().noneMatch(Figure::isChange)
        && facts.isEmpty()
        && channels.isEmpty()
        && choices.isEmpty()
        && equivalence.isEmpty()
        && newLints.isEmpty()
        && goneLints.isEmpty();
  }
}
