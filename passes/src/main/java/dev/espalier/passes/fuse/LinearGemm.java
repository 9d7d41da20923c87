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
  public Optional<String> obstacle(Graph graph) {
    return Linear.weightObstacle(graph, node, 1)
        .or(() -> Linear.parameterObstacle(graph, node, 2))
        .or(
            () ->
                node.operand(2).isPresent() && bias(graph).isEmpty()
                    ? Linear.because("%%%s differs from row to row", node.operands().get(2))
                    : Optional.empty());
  }

  @Override
  public Optional<Form> then(Affine map, Match match) {
    Tensor weight = match.graph().constant(node, 1).orElseThrow();
    List<String> operands = new ArrayList<>(node.operands().subList(0, 2));
    if (!map.onlyShifts()) {
      Tensor scaled = weight.scale(op.transB() ? 0 : 1, map.scale());
      operands.set(1, match.constant("weight", scaled));
    }
    map.bias(weight.element(), bias(match.graph()))
        .ifPresent(bias -> operands.add(match.constant("bias", bias)));
    return Optional.of(new Form(new Gemm(op.transA(), op.transB(), op.alpha(), 1), operands));
  }

  private Optional<double[]> bias(Graph graph) {
    TensorType result = graph.type(node.result());
    return graph
        .constant(node, 2)
        .flatMap(c -> PerChannel.values(c, result, 1))
        .map(c -> Arrays.stream(c).map(value -> op.beta() * value).toArray());
  }
}
