package dev.espalier.search.train;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import java.util.ArrayList;
import java.util.List;

/** Makes a graph for one picture a graph for several. */
final class Batched {
  private Batched() {}

  /**
   * The graph with inputs of {@code size} pictures; symbolic batches stay as they are.
   *
   * @throws IrException when the graph relies on a batch of one
   */
  static Graph of(Graph graph, int size) {
    if (graph.inputs().values().stream().noneMatch(Batched::isSingle) || size == 1) {
      return graph;
    }
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach((name, type) -> builder.input(name, widened(type, size)));
    graph.constants().forEach(builder::constant);
    for (Node node : graph.nodes()) {
      Op op =
          node.op() instanceof Reshape reshape ? widened(reshape, node, builder, size) : node.op();
      builder.node(new Node(node.label(), op, node.operands(), node.results()));
    }
    return builder.build(graph.outputs());
  }

  private static boolean isSingle(TensorType type) {
    return type.rank() > 0 && type.dim(0).is(1);
  }

  private static TensorType widened(TensorType type, int size) {
    return isSingle(type) ? type.withDim(0, Dim.of(size)) : type;
  }

  /** The batch is the outermost part of the first axis. */
  private static Op widened(Reshape reshape, Node node, Graph.Builder builder, int size) {
    Dim elements = builder.type(node.operands().get(0)).elements();
    if (elements.equals(TensorType.product(reshape.shape())) || reshape.shape().isEmpty()) {
      return reshape;
    }
    List<Dim> shape = new ArrayList<>(reshape.shape());
    shape.set(0, shape.get(0).times(size));
    return new Reshape(shape);
  }
}
