package dev.espalier.check.lowering;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Graphs by operator, from their texts. */
final class SampleTable {
  static final String IMAGE = "%x: f32[1,8,9,10]";
  static final String TOKENS = "%x: f32[1,6,8]";

  private final Map<String, List<Graph>> graphs = new LinkedHashMap<>();

  /** Graphs with the same inputs, each with a result {@code %y}. */
  void add(String operator, String inputs, String... bodies) {
    List<Graph> own = graphs.computeIfAbsent(operator, o -> new ArrayList<>());
    for (String body : bodies) {
      own.add(IrParser.parse("graph @g(" + inputs + ") {\n" + body + "\nreturn %y\n}"));
    }
  }

  Map<String, List<Graph>> graphs() {
    return graphs;
  }
}
