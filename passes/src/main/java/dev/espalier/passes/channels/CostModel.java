package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import java.util.HashMap;
import java.util.Map;

/** What parameters and computation are worth, for choosing between exact forms of removal. */
@FunctionalInterface
public interface CostModel {
  /** The cost of weights and multiply-accumulates; additive, not negative. */
  double cost(double parameters, double macs);

  /** Shares of the network's parameters and of its MACs, added up: for want of a device profile. */
  static CostModel relativeTo(Graph graph) {
    double parameters =
        graph.constants().values().stream().mapToDouble(CostModel::parameters).sum();
    double macs = graph.nodes().stream().mapToDouble(node -> macs(graph, node)).sum();
    return (p, m) -> p / Math.max(1, parameters) + m / Math.max(1, macs);
  }

  /**
   * The elements of a weight. Vectors (biases, scales, scores) are none: most of them are folded,
   * and what is cheapest does not depend on whether they have been.
   */
  static double parameters(Tensor constant) {
    return constant.element().isFloat() && !UnshareVectors.isVector(constant) ? constant.size() : 0;
  }

  /** Multiply-accumulates of a node; a symbolic size counts as 64, as it only scales costs. */
  static double macs(Graph graph, Node node) {
    var count = node.op().macs(graph.operands(node), graph.resultTypes(node));
    Map<String, Long> sizes = new HashMap<>();
    count.symbols().forEach(symbol -> sizes.put(symbol, 64L));
    return (double) count.evaluate(sizes);
  }
}
