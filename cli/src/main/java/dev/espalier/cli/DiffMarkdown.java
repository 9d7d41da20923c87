package dev.espalier.cli;

import dev.espalier.compiler.Markdown;
import dev.espalier.compiler.diff.ReportDiff;
import dev.espalier.tflite.Lint.Level;
import java.util.List;
import java.util.stream.Stream;

/** What changed between two compiles, as a comment on a pull request: a table, then what folds. */
final class DiffMarkdown {
  private final ReportDiff diff;
  private final Markdown page = new Markdown();

  DiffMarkdown(ReportDiff diff) {
    this.diff = diff;
  }

  String text() {
    page.heading(3, diff.isEmpty() ? "Compiled model: nothing changed" : "Compiled model");
    table(
        Stream.concat(
                diff.figures().stream().map(DiffRows::of), diff.facts().stream().map(DiffRows::of))
            .toList());
    List<String> serious = diff.newLints().stream().filter(DiffMarkdown::isSerious).toList();
    if (!serious.isEmpty()) {
      page.line("").line("**New lints**").line("").list(literal(serious));
    }
    lints("New notes", diff.newLints().stream().filter(lint -> !isSerious(lint)).toList());
    lints("Gone lints", diff.goneLints());
    folded("Latency by block, ms", diff.blocks().stream().map(DiffRows::of).toList());
    folded("Channels", diff.channels().stream().map(DiffRows::of).toList());
    folded("Choices", diff.choices().stream().map(DiffRows::of).toList());
    folded("Operators", diff.operators().stream().map(DiffRows::of).toList());
    folded("Difference from the input", diff.equivalence().stream().map(DiffRows::of).toList());
    if (!diff.notes().isEmpty()) {
      page.line("").list(literal(diff.notes()));
    }
    return page.toString();
  }

  private void table(List<List<String>> rows) {
    page.header("", "before", "after", "change");
    for (List<String> row : rows) {
      page.row(row.stream().map(Markdown::literal).toArray(String[]::new));
    }
  }

  private static boolean isSerious(String lint) {
    return !lint.startsWith(Level.NOTE.text());
  }

  private static List<String> literal(List<String> texts) {
    return texts.stream().map(Markdown::literal).toList();
  }

  private void lints(String title, List<String> lints) {
    folded(title, lints.size(), () -> page.list(literal(lints)));
  }

  private void folded(String title, List<List<String>> rows) {
    folded(title, rows.size(), () -> table(rows));
  }

  private void folded(String title, int size, Runnable content) {
    if (size > 0) {
      page.line("").line("<details><summary>" + title + " (" + size + ")</summary>").line("");
      content.run();
      page.line("").line("</details>");
    }
  }
}
