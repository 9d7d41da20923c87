package dev.espalier.passes.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An operator that, with other parameters, also computes a map {@code scale x + shift} per channel
 * of its result.
 */
sealed interface Linear
    permits LinearConv, LinearGemm, LinearMatMul, LinearNorm, LinearSum, LinearView {
  /** How a value is made: an operator and its operands. */
  record Form(Op op, List<String> operands) {
    /** Makes it a node of its own in front of the root. */
    String node(String hint, Match match) {
      return match.node(hint, op, operands.toArray(String[]::new));
    }
  }

  /** How many sums and views may lie behind the weights. */
  int DEPTH = 16;

  /** The operator that makes a value, if it is of this kind. */
  static Optional<Linear> of(Graph graph, String value) {
    return of(graph, value, DEPTH);
  }

  /**
   * As {@link #of(Graph, String)}.
   *
   * @param depth how many sums and views may lie in front of the value
   */
  static Optional<Linear> of(Graph graph, String value, int depth) {
    return graph.producer(value).filter(n -> depth > 0).flatMap(node -> of(graph, node, depth));
  }

  private static Optional<Linear> of(Graph graph, Node node, int depth) {
    Op op = node.op();
    if (op instanceof Conv || op instanceof ConvTranspose) {
      return Optional.of(new LinearConv(node));
    } else if (op instanceof Gemm gemm) {
      return Optional.of(new LinearGemm(node, gemm));
    } else if (op instanceof MatMul && graph.type(node.operands().get(1)).rank() > 1) {
      return Optional.of(new LinearMatMul(node, Optional.empty(), last(graph, node)));
    } else if (op instanceof Add || op instanceof Sub) {
      return LinearMatMul.withBias(graph, node, last(graph, node))
          .or(() -> LinearSum.of(graph, node, depth));
    } else if (op instanceof BatchNormalization || op instanceof InstanceNormalization) {
      return Optional.of(new LinearNorm(node, 1));
    } else if (op instanceof LayerNormalization norm && norm.axis() == last(graph, node)) {
      return Optional.of(new LinearNorm(node, last(graph, node)));
    }
    return op instanceof Reshape || op instanceof Transpose
        ? LinearView.of(graph, node, depth)
        : Optional.empty();
  }

  private static int last(Graph graph, Node node) {
    return graph.type(node.result()).rank() - 1;
  }

  /** The axis of the result that counts channels. */
  int axis();

  /** Why the parameters cannot take a map over; empty when they can. */
  Optional<String> obstacle(Graph graph, Affine map);

  /** This operator with a map behind it that it can take over; new constants go to the match. */
  Form then(Affine map, Match match);

  /** Why the weight at an operand cannot be changed. */
  static Optional<String> weightObstacle(Graph graph, Node node, int operand) {
    String weight = node.operands().get(operand);
    if (graph.constant(weight).isEmpty()) {
      return because("the weight %%%s is not constant", weight);
    }
    if (!graph.type(weight).element().isFloat()) {
      return because("the weight %%%s holds integers", weight);
    }
    return graph.isReadOnce(weight)
        ? Optional.empty()
        : because("the weight %%%s has other readers", weight);
  }

  /** Why the type of a weight and the bias behind it, if any, cannot take a map over. */
  static Optional<String> rangeObstacle(
      Node node, WeightScaling scaled, Affine map, Optional<double[]> bias) {
    ElementType element = scaled.weight().element();
    double[] sums = map.of(bias.orElse(new double[map.channels()]));
    return scaled.isInRange() && NumberRange.of(element).holdsSummands(sums)
        ? Optional.empty()
        : outOfRange(node.operands().get(1), scaled.weight());
  }

  /** The reason that a constant does not hold its numbers times factors. */
  static Optional<String> outOfRange(String name, Tensor constant) {
    return because("%%%s leaves the range of %s", name, constant.element().text());
  }

  /** Why the parameter at an operand is not known: it is present and not constant. */
  static Optional<String> parameterObstacle(Graph graph, Node node, int operand) {
    return node.operand(operand)
        .filter(name -> graph.constant(name).isEmpty())
        .flatMap(name -> because("%%%s is not constant", name));
  }

  static Optional<String> because(String format, Object... arguments) {
    return Optional.of(String.format(Locale.ROOT, format, arguments));
  }
}
