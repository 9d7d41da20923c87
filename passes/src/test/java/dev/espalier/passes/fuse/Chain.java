package dev.espalier.passes.fuse;

import java.util.ArrayList;
import java.util.List;

/** Graphs that are operators in a row. */
final class Chain {
  private Chain() {}

  /** The graph; X is the value in front of each operator. */
  static String of(String... ops) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ops.length; i++) {
      String x = i == 0 ? "%x" : "%a" + (i - 1);
      String result = i == ops.length - 1 ? "%y" : "%a" + i;
      lines.add("  " + result + " = " + ops[i].replaceAll("\\bX\\b", x) + " : f32[N,4]");
    }
    return """
    graph @g(%x: f32[N,4]) {
    LINES
      return %y
    }
    """
        .replace("LINES", String.join("\n", lines));
  }
}
