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
  public Optional<String> obstacle(Graph graph, Affine map) {
    return Linear.weightObstacle(graph, node, 1)
        .or(() -> Linear.parameterObstacle(graph, node, 2))
        .or(() -> Linear.rangeObstacle(node, scaled(graph, map), map, bias(graph)));
  }

  private Optional<double[]> bias(Graph graph) {
    return graph.constant(node, 2).map(Tensor::toDoubles);
  }

  @Override
  public Form then(Affine map, Match match) {
    Graph graph = match.graph();
    Tensor weight = graph.constant(node, 1).orElseThrow();
    List<String> operands = new ArrayList<>(node.operands().subList(0, 2));
    if (!map.onlyShifts()) {
      Tensor scaled = scaled(graph, map).tensor().reshape(weight.shape());
      operands.set(1, match.constant("weight", scaled));
    }
    map.bias(weight.element(), bias(graph))
        .ifPresent(bias -> operands.add(match.constant("bias", bias)));
    return new Form(node.op(), operands);
  }

  private WeightScaling scaled(Graph graph, Affine map) {
    Tensor weight = graph.constant(node, 1).orElseThrow();
    if (!(node.op() instanceof ConvTranspose transposed)) {
      return new WeightScaling(weight, 0, map.scale());
    }
    return transposed.groups() == 1
        ? new WeightScaling(weight, 1, map.scale())
        : scaledPerGroup(weight, Math.toIntExact(transposed.groups()), map.scale());
  }

  /** The weight is [C,O/groups,...], and group g of its rows makes the g-th part of the result. */
  private static WeightScaling scaledPerGroup(Tensor weight, int groups, double... factors) {
    int rows = Math.toIntExact(weight.dim(0));
    int columns = factors.length / groups;
    double[] each = new double[rows * columns];
    for (int i = 0; i < each.length; i++) {
      int group = i / columns / (rows / groups);
      each[i] = factors[group * columns + i % columns];
    }
    return new WeightScaling(weight.reshape(each.length, weight.size() / each.length), 0, each);
  }
}
