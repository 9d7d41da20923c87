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
  public Optional<String> obstacle(Graph graph) {
    return Linear.weightObstacle(graph, node, 1);
  }

  @Override
  public Optional<Form> then(Affine map, Match match) {
    Graph graph = match.graph();
    Tensor weight = graph.constant(node, 1).orElseThrow();
    Optional<Tensor> added = map.bias(weight.element(), bias);
    boolean flat = weight.rank() == 2 && graph.type(node.input()).rank() == 2;
    if (map.onlyShifts() && bias.isEmpty() && !flat) {
      return Optional.empty();
    }
    String scaled =
        map.onlyShifts()
            ? node.operands().get(1)
            : match.constant("weight", weight.scale(weight.rank() - 1, map.scale()));
    Form product = new Form(new MatMul(), List.of(node.input(), scaled));
    return Optional.of(added.map(b -> with(b, product, flat, match)).orElse(product));
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
