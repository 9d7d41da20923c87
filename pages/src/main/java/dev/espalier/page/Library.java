package dev.espalier.page;

import java.util.List;

/** A library in JavaScript that pages carry with them. */
enum Library {
  CHART("chart.js", "4.5.1", "dist/chart.umd.min.js", "LICENSE.md"),
  LODASH("lodash", "4.17.21", "lodash.min.js", "LICENSE"),
  GRAPHLIB("graphlib", "2.1.8", "dist/graphlib.core.min.js", "LICENSE"),
  DAGRE("dagre", "0.8.4", "dist/dagre.core.min.js", "LICENSE");

  /** What draws charts. */
  static final List<Library> CHARTS = List.of(CHART);

  /** What draws charts and lays out graphs, each after those that it needs. */
  static final List<Library> GRAPHS = List.of(CHART, LODASH, GRAPHLIB, DAGRE);

  private final String artifact;
  private final String version;
  private final String script;
  private final String licence;

  Library(String artifact, String version, String script, String licence) {
    this.artifact = artifact;
    this.version = version;
    this.script = script;
    this.licence = licence;
  }

  /** Its name and version, and what else its licence is for. */
  String title() {
    String inside =
        this == CHART ? ", and of @kurkle/color in it, copyright 2023 Jukka Kurkela" : "";
    return artifact + " " + version + inside;
  }

  String script() {
    return Resource.text(file(script));
  }

  String licence() {
    return Resource.text(file(licence));
  }

  private String file(String name) {
    return "/META-INF/resources/webjars/" + artifact + "/" + version + "/" + name;
  }
}
