package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;
import java.util.Optional;

/**
 * Two constant factors are one, as are two constant summands; divisors and what is subtracted too.
 *
 * <pre>
 *   %y = mul(%x, a)  |  %z = mul(%x, a / b)
 *   %z = div(%y, b)  |
 *
 *   %y = add(%x, a)  |  %z = add(%x, a - b)
 *   %z = sub(%y, b)  |
 * </pre>
 *
 * <p>Must not happen when {@code %y} has another reader or is an output, the shapes of a and b
 * differ and neither is a scalar of no higher rank, or the element type does not hold the result.
 */
public final class MergeConstants implements Rule<Elementwise> {
  /** {@code x * c} or {@code x + c}; of a division or subtraction, c is the inverse. */
  private record Step(String x, Op op, Tensor constant, double[] c) {
    static Optional<Step> of(Graph graph, Node node) {
      Op op = node.op();
      boolean commutes = op instanceof Mul || op instanceof Add;
      if (!commutes && !(op instanceof Div || op instanceof Sub)) {
        return Optional.empty();
      }
      int x = commutes && graph.constant(node, 0).isPresent() ? 1 : 0;
      return graph
          .constant(node, 1 - x)
          .filter(constant -> constant.element().isFloat())
          .map(constant -> of(node.operands().get(x), op, constant));
    }

    private static Step of(String x, Op op, Tensor constant) {
      double[] c = constant.toDoubles();
      if (op instanceof Div) {
        return new Step(x, new Mul(), constant, Arrays.stream(c).map(v -> 1 / v).toArray());
      } else if (op instanceof Sub) {
        return new Step(x, new Add(), constant, Arrays.stream(c).map(v -> -v).toArray());
      }
      return new Step(x, op, constant, c);
    }

    /** Both constants in one; empty when neither has the shape of the result. */
    Optional<Tensor> then(Step next) {
      Tensor shaped = constant.size() >= next.constant.size() ? constant : next.constant;
      Tensor other = constant.size() >= next.constant.size() ? next.constant : constant;
      boolean scalar = other.size() == 1 && other.rank() <= shaped.rank();
      if (!scalar && !Arrays.equals(shaped.shape(), other.shape())) {
        return Optional.empty();
      }
      NumberRange range = NumberRange.of(shaped.element());
      double[] both = new double[Math.toIntExact(shaped.size())];
      for (int i = 0; i < both.length; i++) {
        double a = c[c.length == 1 ? 0 : i];
        double b = next.c[next.c.length == 1 ? 0 : i];
        boolean product = op instanceof Mul;
        if (!(product ? range.holdsProduct(a, b) : range.holdsSummands(a + b))) {
          return Optional.empty();
        }
        both[i] = product ? a * b : a + b;
      }
      return Optional.of(Tensor.of(shaped.element(), shaped.shape(), both));
    }
  }

  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public boolean startsFrom(Elementwise op) {
    return op instanceof Mul || op instanceof Div || op instanceof Add || op instanceof Sub;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    Graph graph = match.graph();
    Optional<Step> outer = Step.of(graph, match.node());
    Optional<Step> inner =
        outer.flatMap(s -> graph.producer(s.x())).flatMap(node -> Step.of(graph, node));
    if (inner.isEmpty() || !inner.get().op().equals(outer.orElseThrow().op())) {
      return match.refuse("%%%s has no two constants in a row", match.node().result());
    }
    String y = outer.get().x();
    if (!graph.isReadOnce(y)) {
      return match.refuse("%%%s has another reader or is an output", y);
    }
    Optional<Tensor> both = inner.get().then(outer.get());
    return both.isPresent()
        ? match.replace(inner.get().op(), inner.get().x(), match.constant("constant", both.get()))
        : match.refuse("%%%s: the constants do not combine", y);
  }
}
