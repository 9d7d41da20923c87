package dev.espalier.passes.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.passes.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A normalisation with a scale and a bias per channel, which take the map. */
record LinearNorm(Node node, int axis) implements Linear {
  @Override
  public Optional<String> obstacle(Graph graph, Affine map) {
    return parameterObstacle(graph)
        .or(() -> Linear.rangeObstacle(node, scaled(graph, map), map, values(graph, 2)));
  }

  private Optional<String> parameterObstacle(Graph graph) {
    for (int i = 1; i < node.operands().size(); i++) {
      Optional<String> obstacle = Linear.parameterObstacle(graph, node, i);
      if (obstacle.isPresent()) {
        return obstacle;
      }
      if (node.operand(i).isPresent() && values(graph, i).isEmpty()) {
        return Linear.because("%%%s is not per channel", node.operands().get(i));
      }
    }
    return Optional.empty();
  }

  /** Parameters are [C]; those of layer normalisation may be broadcast to it. */
  private Optional<double[]> values(Graph graph, int operand) {
    TensorType x = graph.type(node.input());
    return graph
        .constant(node, operand)
        .flatMap(
            c ->
                node.op() instanceof LayerNormalization
                    ? PerChannel.values(c, x, axis)
                    : Optional.of(c.toDoubles()));
  }

  @Override
  public Form then(Affine map, Match match) {
    Graph graph = match.graph();
    ElementType element = graph.type(node.operands().get(1)).element();
    List<String> operands = new ArrayList<>();
    operands.add(node.input());
    operands.add(match.constant("scale", scaled(graph, map).tensor()));
    map.bias(element, values(graph, 2))
        .ifPresent(bias -> operands.add(match.constant("bias", bias)));
    if (node.op() instanceof BatchNormalization) {
      operands.addAll(statistics(map, match));
    }
    return new Form(node.op(), operands);
  }

  private WeightScaling scaled(Graph graph, Affine map) {
    ElementType element = graph.type(node.operands().get(1)).element();
    return new WeightScaling(
        Affine.vector(element, values(graph, 1).orElseThrow()), 0, map.scale());
  }

  /** Mean and variance; 0 and 1 for channels that are scaled by 0. */
  private List<String> statistics(Affine map, Match match) {
    if (Arrays.stream(map.scale()).noneMatch(s -> s == 0)) {
      return node.operands().subList(3, 5);
    }
    Tensor mean = match.graph().constant(node, 3).orElseThrow();
    Tensor variance = match.graph().constant(node, 4).orElseThrow();
    double[] kept = Arrays.stream(map.scale()).map(s -> s == 0 ? 0 : 1).toArray();
    double[] dropped = Arrays.stream(kept).map(k -> 1 - k).toArray();
    Tensor variances =
        Affine.vector(variance.element(), new Affine(kept, dropped).of(variance.toDoubles()));
    return List.of(
        match.constant("mean", mean.scale(0, kept)), match.constant("variance", variances));
  }
}
