package dev.espalier.cli;

import dev.espalier.compiler.diff.ReportDiff.Change;
import dev.espalier.compiler.diff.ReportDiff.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Differences as the cells of a table: name, before, after, and by how much. */
final class DiffRows {
  private static final String NOTHING = "-";
  private static final int SHOWN_DIGEST = 12;

  private DiffRows() {}

  static List<String> of(Figure figure) {
    return List.of(
        figure.name(),
        value(figure, figure.before()),
        value(figure, figure.after()),
        change(figure));
  }

  static List<String> of(Change change) {
    return List.of(change.name(), word(change, change.before()), word(change, change.after()), "");
  }

  private static String value(Figure figure, OptionalDouble value) {
    if (value.isEmpty()) {
      return NOTHING;
    }
    double number = value.getAsDouble();
    if (figure.isAccuracy()) {
      return Percent.of(number);
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%.4g", number);
  }

  private static String change(Figure figure) {
    if (!figure.isChange() || figure.before().isEmpty() || figure.after().isEmpty()) {
      return "";
    }
    if (figure.isAccuracy()) {
      double points = 100 * (figure.after().getAsDouble() - figure.before().getAsDouble());
      return String.format(Locale.ROOT, "%+.2f points", points);
    }
    return figure.share().isPresent()
        ? String.format(Locale.ROOT, "%+.1f %%", 100 * figure.share().getAsDouble())
        : "";
  }

  private static String word(Change change, Optional<String> word) {
    boolean digest = change.name().endsWith("sha256");
    return word.map(w -> digest ? w.substring(0, SHOWN_DIGEST) : w).orElse(NOTHING);
  }
}
