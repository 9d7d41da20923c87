package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rebuild;
import java.util.HashMap;
import java.util.Map;

/**
 * Constants of equal type and content become one, the first.
 *
 * <pre>
 * %a = add(%x, %k)                     // %k and %l hold the same
 * %b = add(%z, %l)  |  %b = add(%z, %k)
 * </pre>
 *
 * A constant that is an output keeps its name. To be run last: a constant that two nodes share ties
 * their channels.
 */
public final class MergeEqualConstants implements Pass {
  @Override
  public Graph run(Graph graph) {
    Map<Content, String> known = new HashMap<>();
    Rebuild rebuild = new Rebuild(graph);
    boolean changed = false;
    for (Map.Entry<String, Tensor> constant : graph.constants().entrySet()) {
      String name = constant.getKey();
      if (!constant.getValue().element().isNumeric()) {
        continue;
      }
      String first = known.computeIfAbsent(new Content(constant.getValue()), content -> name);
      if (!first.equals(name) && !graph.isOutput(name)) {
        rebuild.forward(name, first);
        changed = true;
      }
    }
    graph.nodes().forEach(rebuild::node);
    return changed ? rebuild.build() : graph;
  }
}
