package dev.espalier.passes.fuse;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An operator with weights whose result is reshaped or transposed, with the channels left whole.
 *
 * @param node the reshape or transposition
 * @param axis where the channels are behind it
 */
record LinearView(Node node, int axis, Linear inner) implements Linear {
  static Optional<Linear> of(Graph graph, Node node, int depth) {
    TensorType x = graph.type(node.input());
    int rank = graph.type(node.result()).rank();
    for (Linear inner : Linear.of(graph, node.input(), depth - 1).stream().toList()) {
      for (int axis = 0; axis < rank; axis++) {
        if (before(x, node, axis).equals(OptionalInt.of(inner.axis()))) {
          return Optional.of(new LinearView(node, axis, inner));
        }
      }
    }
    return Optional.empty();
  }

  /** The axis of x that an axis of the result is; empty when it is part or product of others. */
  static OptionalInt before(TensorType x, Node node, int axis) {
    if (node.op() instanceof Transpose transpose) {
      return OptionalInt.of(transpose.permutation().get(axis).intValue());
    }
    List<Dim> shape = ((Reshape) node.op()).shape();
    for (int i = 0; i < x.rank(); i++) {
      boolean same =
          x.dim(i).equals(shape.get(axis))
              && TensorType.product(x.dims().subList(0, i))
                  .equals(TensorType.product(shape.subList(0, axis)));
      if (same) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public Optional<String> obstacle(Graph graph, Affine map) {
    return graph.isReadOnce(node.input())
        ? inner.obstacle(graph, map)
        : Linear.because("%%%s has another reader or is an output", node.input());
  }

  @Override
  public Form then(Affine map, Match match) {
    return new Form(node.op(), List.of(inner.then(map, match).node("linear", match)));
  }
}
