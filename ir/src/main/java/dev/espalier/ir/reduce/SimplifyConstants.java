package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.text.SeededTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Replaces the contents of a constant by zeros, ones, or pseudo-random numbers that have a name.
 */
record SimplifyConstants() implements Step {
  private static final long SEED = 1;

  /** Elements of the largest constant that is worth pseudo-random numbers. */
  private static final long LARGEST = 1 << 16;

  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    List<Supplier<Graph>> candidates = new ArrayList<>();
    graph
        .constants()
        .forEach(
            (name, tensor) ->
                plainer(tensor)
                    .forEach(other -> candidates.add(() -> replace(graph, tensor, other))));
    return candidates;
  }

  /** The plain contents in their order, up to those that the constant has now. */
  private static List<Tensor> plainer(Tensor tensor) {
    List<Tensor> plainer = new ArrayList<>();
    plainer.add(Tensor.filled(tensor.element(), tensor.shape(), 0));
    plainer.add(Tensor.filled(tensor.element(), tensor.shape(), 1));
    if (tensor.size() <= LARGEST) {
      plainer.add(SeededTensor.of(tensor.type(), SEED));
    }
    for (int i = 0; i < plainer.size(); i++) {
      if (plainer.get(i).hasSameContent(tensor)) {
        return plainer.subList(0, i);
      }
    }
    return plainer;
  }

  private static Graph replace(Graph graph, Tensor old, Tensor other) {
    return new Draft(graph)
        .addAll()
        .withConstants(tensor -> tensor == old ? other : tensor)
        .build(graph.outputs());
  }
}
