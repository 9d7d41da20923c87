package dev.espalier.compiler;

import java.util.List;

/** Text in Markdown, built line by line; whatever names hold is shown as it is. */
public final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /** A heading, with a line free around it; 1 is the outermost level. */
  public Markdown heading(int level, String title) {
    return line("").line("#".repeat(level) + " " + title).line("");
  }

  /** A line as it is. */
  public Markdown line(String line) {
    if (!line.isEmpty() || !text.isEmpty()) {
      text.append(line).append('\n');
    }
    return this;
  }

  /** The first rows of a table. */
  public Markdown header(String... titles) {
    return row(titles).line("|" + "---|".repeat(titles.length));
  }

  /** A row of a table. */
  public Markdown row(String... cells) {
    return line("| " + String.join(" | ", cells) + " |");
  }

  /** A list; one line that says so when there is nothing in it. */
  public Markdown list(List<String> items) {
    items.forEach(item -> line("- " + item));
    return items.isEmpty() ? line("None.") : this;
  }

  /** A name or text of a model, shown letter by letter, also within a table. */
  public static String literal(String name) {
    StringBuilder escaped = new StringBuilder();
    for (char c : name.replaceAll("[\\p{Cntrl}]", " ").toCharArray()) {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '@', '#' -> escaped.append("&#").append((int) c).append(';');
        case '\\', '`', '*', '_', '[', ']', '|', '~', '$' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
