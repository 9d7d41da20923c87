package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.passes.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A matrix product with constant right side, perhaps with a constant added behind it; the weight
 * and the constant take the map. Of rank 2, product and constant become one {@link Gemm}.
 */
record LinearMatMul(Node node, Optional<double[]> bias, int axis) implements Linear {
  /** An addition of a constant per channel to a product nobody else reads. */
  static Optional<Linear> withBias(Graph graph, Node add, int axis) {
    for (int i = 0; add.op() instanceof Add && i < 2; i++) {
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
  public Optional<String> obstacle(Graph graph, Affine map) {
    return Linear.weightObstacle(graph, node, 1)
        .or(
            () ->
                map.onlyShifts() && bias.isEmpty() && !isFlat(graph)
                    ? Linear.because("%%%s has no bias and is not of rank 2", node.result())
                    : Linear.rangeObstacle(node, scaled(graph, map), map, bias));
  }

  private boolean isFlat(Graph graph) {
    return graph.type(node.operands().get(1)).rank() == 2 && graph.type(node.input()).rank() == 2;
  }

  private WeightScaling scaled(Graph graph, Affine map) {
    Tensor weight = graph.constant(node, 1).orElseThrow();
    return new WeightScaling(weight, weight.rank() - 1, map.scale());
  }

  @Override
  public Form then(Affine map, Match match) {
    Graph graph = match.graph();
    WeightScaling scaled = scaled(graph, map);
    String weight =
        map.onlyShifts() ? node.operands().get(1) : match.constant("weight", scaled.tensor());
    Form product = new Form(new MatMul(), List.of(node.input(), weight));
    return map.bias(scaled.weight().element(), bias)
        .map(added -> with(added, product, isFlat(graph), match))
        .orElse(product);
  }

  private static Form with(Tensor bias, Form product, boolean flat, Match match) {
    List<String> operands = new ArrayList<>(product.operands());
    if (!flat) {
      operands = new ArrayList<>();
      operands.add(product.node("product", match));
    }
    operands.add(match.constant("bias", bias));
    return new Form(flat ? new Gemm(false, false, 1, 1) : new Add(), operands);
  }
}
