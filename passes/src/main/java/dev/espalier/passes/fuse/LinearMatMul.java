package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import java.util.Optional;

/**
 * A matrix product with constant right side, perhaps with a constant added behind it; the weight
 * and the constant take the map. Of rank 2, product and constant become one {@link Gemm}.
 */
record LinearMatMul(Node node, Optional<double[]> bias, int axis) implements Linear {
  /** An addition of a constant per channel to a product nobody else reads. */
  static Optional<Linear> withBias(Graph graph, Node add, int axis) {
    for (int i = 0; i < 2; i++) {
      String product = add.operands().get(i);
      Optional<double[]> bias =
          graph.constant(add, 1 - i).flatMap(c -> PerChannel.values(c, graph.type(product), axis));
      Optional<Node> node =
          graph.producer(product).filter(n -> n.op() instanceof MatMul && isMatrix(graph, n));
      if (bias.isPresent() && node.isPresent() && graph.isReadOnce(product)) {
        return Optional.of(new LinearMatMul(node.get(), bias, axis));
      }
    }
    return Optional.empty();
  }

  private static boolean isMatrix(Graph graph, Node node) {
    return graph.type(node.operands().get(1)).rank() > 1;
  }

  @Override
  public Optional<String> obstacle(Graph graph) {
    return Linear.weightObstacle(graph, node, 1);
  }

  @Override
  public Outcome then(Affine map, Match match) {
    Graph graph = match.graph();
    Tensor weight = graph.constant(node, 1).orElseThrow();
    Optional<Tensor> added = map.bias(weight.element(), bias);
    boolean flat = weight.rank() == 2 && graph.type(node.input()).rank() == 2;
    if (map.onlyShifts() && bias.isEmpty() && !flat) {
      return match.refuse("%%%s has no bias and is not of rank 2", node.result());
    }
    String scaled =
        map.onlyShifts()
            ? node.operands().get(1)
            : match.constant("weight", weight.scale(weight.rank() - 1, map.scale()));
    if (added.isEmpty()) {
      return match.replace(new MatMul(), node.input(), scaled);
    }
    String constant = match.constant("bias", added.get());
    return flat
        ? match.replace(new Gemm(false, false, 1, 1), node.input(), scaled, constant)
        : match.replace(
            new Add(), match.node("product", new MatMul(), node.input(), scaled), constant);
  }
}
