package dev.espalier.compiler;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why channels stay and why rules did not apply. */
public final class Explanation {
  private Explanation() {}

  /** One line per value with masked channels, and per rule that did not apply. */
  public static List<String> of(CompileResult result) {
    return Stream.concat(
            result.report().channels().ledger().stream().map(Explanation::line),
            result.explanations().stream().map(Object::toString))
        .toList();
  }

  private static String line(CompileReport.LedgerEntry entry) {
    return String.format(
        Locale.ROOT,
        "%%%s axis %d: of %d channels %d removed, %d folded, %d carried, %d mapped, %d kept%s",
        entry.value(),
        entry.axis(),
        entry.total(),
        entry.removed(),
        entry.folded(),
        entry.carried(),
        entry.mapped(),
        entry.kept(),
        reasons(entry.reasons()));
  }

  private static String reasons(List<CompileReport.Reason> reasons) {
    return reasons.isEmpty()
        ? ""
        : reasons.stream()
            .map(reason -> reason.reason() + " %" + reason.value())
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
