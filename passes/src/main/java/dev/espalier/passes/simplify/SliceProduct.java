package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Parts of a product with a constant matrix, perhaps with a constant added, are products with parts
 * of the matrix: query, key and value of an attention are no longer one value, and each can lose
 * channels of its own.
 *
 * <pre>
 * %p = mat_mul(%x, %w)                                        // %w: f32[8,24]
 * %s = add(%p, %b)                                            // %b: f32[24]
 * %y = slice(%s) {axes=[2], starts=[0], ends=[8], steps=[1]}
 *    |  %y = add(mat_mul(%x, %w[:, 0:8]), %b[0:8])
 * </pre>
 *
 * Not if something else reads the product or the sum, if parts have columns in common, or if the
 * constants are read elsewhere: then there would be more to compute or to store.
 */
public final class SliceProduct implements Rule<Slice> {
  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    Graph graph = match.graph();
    String whole = match.operand(0);
    Optional<Packed> packed = graph.producer(whole).flatMap(node -> Packed.of(graph, node));
    if (packed.isEmpty()) {
      return match.refuse("%%%s is no product with a matrix that nothing else reads", whole);
    }
    if (!areParts(graph, whole)) {
      return match.refuse("%%%s is not only read in separate parts", whole);
    }
    return packed.get().part(match, columns(op, graph.type(whole)));
  }

  /** Whether a value is only sliced along its last axis, in ranges that have nothing in common. */
  private static boolean areParts(Graph graph, String value) {
    TensorType type = graph.type(value);
    BitSet taken = new BitSet();
    for (Node user : graph.users(value)) {
      boolean isPart =
          user.op() instanceof Slice slice
              && slice.axes().equals(List.of((long) type.rank() - 1))
              && slice.steps().equals(List.of(1L));
      if (!isPart) {
        return false;
      }
      for (int column : columns((Slice) user.op(), type)) {
        if (taken.get(column)) {
          return false;
        }
        taken.set(column);
      }
    }
    return !graph.isOutput(value);
  }

  private static int[] columns(Slice slice, TensorType type) {
    long width = type.dim(type.rank() - 1).value();
    return slice.positions(0, width).stream().mapToInt(Math::toIntExact).toArray();
  }

  /** A product with a constant matrix, and what is added to it, if anything. */
  private record Packed(Node product, Tensor weight, Optional<Tensor> summand) {
    static Optional<Packed> of(Graph graph, Node node) {
      if (node.op() instanceof MatMul) {
        return ownConstant(graph, node, 1)
            .filter(weight -> weight.rank() == 2)
            .map(weight -> new Packed(node, weight, Optional.empty()));
      }
      for (int i = 0; node.op() instanceof Add && i < 2; i++) {
        String term = node.operands().get(i);
        Optional<Packed> product =
            graph
                .producer(term)
                .filter(n -> n.op() instanceof MatMul && graph.isReadOnce(term))
                .flatMap(n -> of(graph, n));
        Optional<Tensor> summand =
            ownConstant(graph, node, 1 - i)
                .filter(c -> c.rank() == 1 && graph.type(term).equals(graph.type(node.result())));
        if (product.isPresent() && summand.isPresent()) {
          return Optional.of(new Packed(product.get().product, product.get().weight, summand));
        }
      }
      return Optional.empty();
    }

    private static Optional<Tensor> ownConstant(Graph graph, Node node, int operand) {
      return graph
          .constant(node, operand)
          .filter(constant -> graph.isReadOnce(node.operands().get(operand)));
    }

    Outcome part(Match match, int... columns) {
      List<String> operands =
          List.of(product.input(), match.constant("weight", weight.select(1, columns)));
      if (summand.isEmpty()) {
        return match.replace(new MatMul(), operands);
      }
      Tensor terms = summand.get();
      Tensor own = terms.dim(0) == 1 ? terms : terms.select(0, columns);
      String made = match.node("product", new MatMul(), operands.toArray(String[]::new));
      return match.replace(new Add(), made, match.constant("summand", own));
    }
  }
}
