package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.passes.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A convolution or transposed convolution; the weight and the bias take the map. */
record LinearConv(Node node) implements Linear {
  @Override
  public int axis() {
    return 1;
  }

  @Override
  public Optional<String> obstacle(Graph graph) {
    return Linear.weightObstacle(graph, node, 1).or(() -> Linear.parameterObstacle(graph, node, 2));
  }

  @Override
  public Optional<Form> then(Affine map, Match match) {
    Graph graph = match.graph();
    Tensor weight = graph.constant(node, 1).orElseThrow();
    List<String> operands = new ArrayList<>(node.operands().subList(0, 2));
    if (!map.onlyShifts()) {
      operands.set(1, match.constant("weight", scaled(weight, map.scale())));
    }
    map.bias(weight.element(), graph.constant(node, 2).map(Tensor::toDoubles))
        .ifPresent(bias -> operands.add(match.constant("bias", bias)));
    return Optional.of(new Form(node.op(), operands));
  }

  private Tensor scaled(Tensor weight, double... factors) {
    if (!(node.op() instanceof ConvTranspose transposed)) {
      return weight.scale(0, factors);
    }
    return transposed.groups() == 1
        ? weight.scale(1, factors)
        : scaledPerGroup(weight, Math.toIntExact(transposed.groups()), factors);
  }

  /** The weight is [C,O/groups,...], and group g of its rows makes the g-th part of the result. */
  private static Tensor scaledPerGroup(Tensor weight, int groups, double... factors) {
    int rows = Math.toIntExact(weight.dim(0));
    int columns = factors.length / groups;
    double[] each = new double[rows * columns];
    for (int i = 0; i < each.length; i++) {
      int group = i / columns / (rows / groups);
      each[i] = factors[group * columns + i % columns];
    }
    return weight
        .reshape(each.length, weight.size() / each.length)
        .scale(0, each)
        .reshape(weight.shape());
  }
}
