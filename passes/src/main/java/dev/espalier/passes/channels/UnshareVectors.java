package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rebuild;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each reader of a per-channel vector (bias, scale, scores) a copy of its own: exporters
 * share equal vectors between layers that have nothing else in common.
 *
 * <pre>
 *   %y = conv(%x, %w, %b)       %y = conv(%x, %w, %b)
 *   %z = conv(%y, %v, %b)       %z = conv(%y, %v, %b.copy)
 * </pre>
 */
public final class UnshareVectors implements Pass {
  @Override
  public Graph run(Graph graph) {
    Rebuild rebuild = new Rebuild(graph);
    Set<String> taken = new HashSet<>();
    boolean changed = false;
    for (Node node : graph.nodes()) {
      List<String> operands = new ArrayList<>();
      for (String operand : node.operands()) {
        boolean copy = isVector(graph, operand) && !taken.add(operand);
        operands.add(copy ? copy(graph, operand, rebuild) : operand);
        changed |= copy;
      }
      rebuild.node(operands.equals(node.operands()) ? node : node.withOperands(operands));
    }
    return changed ? rebuild.build() : graph;
  }

  private static boolean isVector(Graph graph, String value) {
    return graph.constant(value).filter(UnshareVectors::isVector).isPresent();
  }

  /** At most one axis is longer than 1. */
  static boolean isVector(Tensor tensor) {
    int longAxes = 0;
    for (long dim : tensor.shape()) {
      longAxes += dim > 1 ? 1 : 0;
    }
    return longAxes <= 1;
  }

  private static String copy(Graph graph, String value, Rebuild rebuild) {
    String name = rebuild.fresh(value + ".copy");
    rebuild.constant(name, graph.constants().get(value));
    return name;
  }
}
