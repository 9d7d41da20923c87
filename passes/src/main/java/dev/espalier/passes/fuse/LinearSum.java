package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.passes.Match;
import java.util.List;
import java.util.Optional;

/**
 * An operator with weights, behind which a constant is added or subtracted that differs from
 * position to position; both take the scale, and the operator takes the shift.
 *
 * @param node the addition or subtraction
 * @param variable which of its operands the operator makes
 */
record LinearSum(Node node, int variable, Linear inner) implements Linear {
  static Optional<Linear> of(Graph graph, Node node, int depth) {
    int variable = node.op() instanceof Add && graph.constant(node, 0).isPresent() ? 1 : 0;
    if (graph.constant(node, 1 - variable).isEmpty()) {
      return Optional.empty();
    }
    return Linear.of(graph, node.operands().get(variable), depth - 1)
        .map(inner -> new LinearSum(node, variable, inner));
  }

  @Override
  public int axis() {
    return inner.axis();
  }

  @Override
  public Optional<String> obstacle(Graph graph, Affine map) {
    String value = node.operands().get(variable);
    if (!graph.isReadOnce(value)) {
      return Linear.because("%%%s has another reader or is an output", value);
    } else if (!graph.type(value).equals(graph.type(node.result()))) {
      return Linear.because("%%%s is broadcast to %%%s", value, node.result());
    }
    return map.onlyShifts()
        ? inner.obstacle(graph, map)
        : summandObstacle(graph, map).or(() -> inner.obstacle(graph, map));
  }

  private Optional<String> summandObstacle(Graph graph, Affine map) {
    String summand = node.operands().get(1 - variable);
    Optional<WeightScaling> scaled = scaled(graph, map);
    if (scaled.isEmpty()) {
      return Linear.because("%%%s does not vary along axis %d", summand, axis());
    }
    return scaled.get().isInRange()
        ? Optional.empty()
        : Linear.outOfRange(summand, scaled.get().weight());
  }

  private Optional<WeightScaling> scaled(Graph graph, Affine map) {
    Tensor constant = graph.constant(node, 1 - variable).orElseThrow();
    return PerChannel.scaled(constant, graph.type(node.result()), axis(), map.scale());
  }

  @Override
  public Form then(Affine map, Match match) {
    String summand =
        map.onlyShifts()
            ? node.operands().get(1 - variable)
            : match.constant("summand", scaled(match.graph(), map).orElseThrow().tensor());
    String linear = inner.then(map, match).node("linear", match);
    return new Form(node.op(), List.of(linear, summand));
  }
}
