package dev.espalier.cli;

import dev.espalier.compiler.diff.ReportDiff;
import java.util.ArrayList;
import java.util.List;

/** What changed between two compiles, for a terminal. */
final class DiffText {
  private static final List<String> TITLES = List.of("", "before", "after", "change");

  private final ReportDiff diff;
  private final StringBuilder text = new StringBuilder();

  DiffText(ReportDiff diff) {
    this.diff = diff;
  }

  String text() {
    List<List<String>> first = new ArrayList<>();
    diff.figures().forEach(figure -> first.add(DiffRows.of(figure)));
    diff.facts().forEach(fact -> first.add(DiffRows.of(fact)));
    table("", first);
    table("latency by block, ms", diff.blocks().stream().map(DiffRows::of).toList());
    table("channels", diff.channels().stream().map(DiffRows::of).toList());
    table("choices", diff.choices().stream().map(DiffRows::of).toList());
    table("operators", diff.operators().stream().map(DiffRows::of).toList());
    table("difference from the input", diff.equivalence().stream().map(DiffRows::of).toList());
    diff.newLints().forEach(lint -> line("new lint: " + lint));
    diff.goneLints().forEach(lint -> line("gone lint: " + lint));
    if (diff.isEmpty()) {
      line("nothing changed");
    }
    diff.notes().forEach(note -> line("note: " + note));
    return text.toString();
  }

  private void table(String title, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    if (!title.isEmpty()) {
      line(title);
    }
    List<List<String>> all = new ArrayList<>(List.of(TITLES));
    all.addAll(rows);
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder("  " + padded(all, row, 0));
      for (int column = 1; column < TITLES.size(); column++) {
        line.append("  ").append(padded(all, row, column));
      }
      line(line.toString().stripTrailing());
    }
  }

  private static String padded(List<List<String>> rows, List<String> row, int column) {
    int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
    String space = " ".repeat(width - row.get(column).length());
    return column == 0 ? row.get(column) + space : space + row.get(column);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
