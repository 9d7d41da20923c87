package dev.espalier.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of pages: which components show their data, and which libraries these need. */
public enum PageKind {
  /** What a compile did. */
  REPORT,
  /** What a search came to. */
  SEARCH,
  /** What searches for several targets came to. */
  SWEEP;

  private static final List<String> COMMON = List.of("elements", "numbers", "tables", "charts");

  List<Library> libraries() {
    return this == REPORT ? Library.GRAPHS : Library.CHARTS;
  }

  /** Those of this kind alone; each one may use what those before it define. */
  private List<String> components() {
    return switch (this) {
      case REPORT ->
          List.of(
              "values",
              "pictures",
              "blocks",
              "layout",
              "drawing",
              "viewport",
              "graph",
              "ledger",
              "choices",
              "evidence",
              "report");
      case SEARCH -> List.of("pictures", "choices", "search");
      case SWEEP -> List.of("sweep");
    };
  }

  /** The resource with what all pages of this kind have in common. */
  String frame() {
    return name().toLowerCase(Locale.ROOT) + ".frame.html";
  }

  /** All components as one script; none of their names can be seen from outside. */
  String script() {
    return Stream.concat(COMMON.stream(), components().stream())
        .map(component -> Resource.text(component + ".js"))
        .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
  }
}
