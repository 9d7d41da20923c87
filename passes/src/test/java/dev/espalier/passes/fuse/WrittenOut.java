package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;

/** Graphs of %x, in which an activation is written out as %y. */
final class WrittenOut {
  static final String CLIP = "%a = add(%x, f32[]#[3]) %c = clip(%a) {min=0, max=6} ";

  private WrittenOut() {}

  static String graph(String lines) {
    return """
    graph @g(%x: f32[N,4,6]) {
      LINES
      return %y
    }
    """
        .replace("LINES", lines);
  }

  static void gives(Rule<?> rule, String operator, String... variants) {
    for (String lines : variants) {
      PassAssert.on(rule, graph(lines)).gives(graph("%y = " + operator + " : f32[N,4,6]"));
    }
  }

  static void refuses(Rule<?> rule, String... variants) {
    for (String lines : variants) {
      PassAssert.on(rule, graph(lines)).refuses("%y is none of the formulas");
    }
  }
}
