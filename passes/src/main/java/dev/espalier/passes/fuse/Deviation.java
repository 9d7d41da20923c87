package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Reciprocal;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.ir.op.Sub;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value {@code (x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon)}, found in the nodes that
 * compute it.
 *
 * @param x what is normalised
 * @param mean over which axes
 * @param epsilon what is added to the variance
 */
record Deviation(String x, ReduceMean mean, double epsilon) {
  /** The variance under the root, and what is added to it. */
  private record Variance(Node mean, double epsilon) {}

  /** Whether a division or multiplication makes such a value. */
  static Optional<Deviation> of(Graph graph, Node root) {
    if (root.op() instanceof Div) {
      return of(graph, root.input(), radicand(graph, root.operands().get(1)));
    } else if (root.op() instanceof Mul) {
      String a = root.input();
      String b = root.operands().get(1);
      return of(graph, a, inverseRadicand(graph, b))
          .or(() -> of(graph, b, inverseRadicand(graph, a)));
    }
    return Optional.empty();
  }

  private static Optional<Deviation> of(Graph graph, String difference, Optional<String> radicand) {
    Optional<Node> sub = node(graph, difference, Sub.class);
    Optional<Node> mean = sub.flatMap(n -> node(graph, n.operands().get(1), ReduceMean.class));
    Optional<Variance> variance = radicand.flatMap(r -> variance(graph, r));
    if (mean.isEmpty() || variance.isEmpty()) {
      return Optional.empty();
    }
    String x = sub.orElseThrow().input();
    boolean consistent =
        mean.get().input().equals(x)
            && mean.get().op().equals(variance.get().mean().op())
            && isSquare(graph, variance.get().mean().input(), sub.get());
    return consistent
        ? Optional.of(new Deviation(x, (ReduceMean) mean.get().op(), variance.get().epsilon()))
        : Optional.empty();
  }

  /** What a value is the root of. */
  private static Optional<String> radicand(Graph graph, String value) {
    return node(graph, value, Sqrt.class).map(Node::input).or(() -> base(graph, value, 0.5));
  }

  /** What a value is a constant power of. */
  private static Optional<String> base(Graph graph, String value, double exponent) {
    return node(graph, value, Pow.class)
        .filter(n -> is(graph, n.operands().get(1), exponent))
        .map(Node::input);
  }

  /** What a value is one divided by the root of. */
  private static Optional<String> inverseRadicand(Graph graph, String value) {
    Optional<String> reciprocal = node(graph, value, Reciprocal.class).map(Node::input);
    Optional<String> divisor =
        node(graph, value, Div.class)
            .filter(n -> is(graph, n.input(), 1))
            .map(n -> n.operands().get(1));
    return reciprocal
        .or(() -> divisor)
        .flatMap(root -> radicand(graph, root))
        .or(() -> base(graph, value, -0.5));
  }

  private static Optional<Variance> variance(Graph graph, String radicand) {
    for (Node add : node(graph, radicand, Add.class).stream().toList()) {
      for (int i = 0; i < 2; i++) {
        OptionalDouble epsilon = Scalars.of(graph, add.operands().get(1 - i));
        Optional<Node> mean = node(graph, add.operands().get(i), ReduceMean.class);
        if (epsilon.isPresent() && mean.isPresent()) {
          return Optional.of(new Variance(mean.get(), epsilon.getAsDouble()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSquare(Graph graph, String value, Node difference) {
    return node(graph, value, Elementwise.class)
        .filter(
            n ->
                n.op() instanceof Mul && n.input().equals(n.operands().get(1))
                    || n.op() instanceof Pow && is(graph, n.operands().get(1), 2))
        .flatMap(n -> node(graph, n.input(), Sub.class))
        .filter(sub -> sub.operands().equals(difference.operands()))
        .isPresent();
  }

  private static boolean is(Graph graph, String value, double wanted) {
    OptionalDouble scalar = Scalars.of(graph, value);
    return scalar.isPresent() && scalar.getAsDouble() == wanted;
  }

  private static Optional<Node> node(Graph graph, String value, Class<? extends Op> type) {
    return graph.producer(value).filter(n -> type.isInstance(n.op()));
  }
}
