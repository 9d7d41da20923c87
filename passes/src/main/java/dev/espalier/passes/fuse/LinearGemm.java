package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Gemm;
import dev.espalier.passes.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A matrix product with constant b; b and c take the map. */
record LinearGemm(Node node, Gemm op) implements Linear {
  @Override
  public int axis() {
    return 1;
  }

  @Override
  public Optional<String> obstacle(Graph graph, Affine map) {
    return Linear.weightObstacle(graph, node, 1)
        .or(() -> Linear.parameterObstacle(graph, node, 2))
        .or(
            () ->
                node.operand(2).isPresent() && bias(graph).isEmpty()
                    ? Linear.because("%%%s differs from row to row", node.operands().get(2))
                    : Optional.empty())
        .or(() -> Linear.rangeObstacle(node, scaled(graph, map), map, bias(graph)));
  }

  @Override
  public Form then(Affine map, Match match) {
    Tensor weight = match.graph().constant(node, 1).orElseThrow();
    List<String> operands = new ArrayList<>(node.operands().subList(0, 2));
    if (!map.onlyShifts()) {
      operands.set(1, match.constant("weight", scaled(match.graph(), map).tensor()));
    }
    map.bias(weight.element(), bias(match.graph()))
        .ifPresent(bias -> operands.add(match.constant("bias", bias)));
    return new Form(new Gemm(op.transA(), op.transB(), op.alpha(), 1), operands);
  }

  private WeightScaling scaled(Graph graph, Affine map) {
    Tensor weight = graph.constant(node, 1).orElseThrow();
    return new WeightScaling(weight, op.transB() ? 0 : 1, map.scale());
  }

  private Optional<double[]> bias(Graph graph) {
    TensorType result = graph.type(node.result());
    return graph
        .constant(node, 2)
        .flatMap(c -> PerChannel.values(c, result, 1))
        .map(c -> Arrays.stream(c).map(value -> op.beta() * value).toArray());
  }
}
