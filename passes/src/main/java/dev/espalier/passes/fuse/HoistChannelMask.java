package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A mask moves in front of what maps zero to zero, towards weights that can take it.
 *
 * <pre>
 *   %y = relu(%x)                  |  %m = channel_mask(%x, %scores)
 *   %z = channel_mask(%y, %scores) |  %z = relu(%m)
 * </pre>
 *
 * <p>Also in front of the addition of a constant, which is masked, too; of a product with a
 * constant; and of a transposition or reshape that keeps the axis. Must not happen when {@code
 * f(0)} is not 0, scores are not constant, {@code %x} or {@code %y} has another reader or is an
 * output, or {@code %x} is not made by a node.
 */
public final class HoistChannelMask implements Rule<ChannelMask> {
  @Override
  public Class<ChannelMask> root() {
    return ChannelMask.class;
  }

  @Override
  public Outcome apply(Match match, ChannelMask op) {
    Graph graph = match.graph();
    Optional<Node> before = match.producer(0, Op.class);
    Optional<double[]> factors = MaskFactors.of(match);
    if (before.isEmpty() || factors.isEmpty()) {
      return match.refuse("%%%s is not computed, or its mask is not constant", match.operand(0));
    }
    Node node = before.get();
    int variable = graph.constant(node, 0).isPresent() ? 1 : 0;
    String x = node.operand(variable).orElse(Node.ABSENT);
    if (graph.producer(x).isEmpty() || !graph.isReadOnce(x)) {
      return match.refuse("%%%s is no result that only one node reads", x);
    }
    if (!graph.isReadOnce(node.result())) {
      return match.refuse("%%%s has another reader or is an output", node.result());
    }
    return hoist(match, node, variable, (int) op.axis(), factors.get());
  }

  private static Outcome hoist(Match match, Node node, int variable, int axis, double... factors) {
    Graph graph = match.graph();
    OptionalInt in = axisBefore(graph, node, variable, axis);
    Optional<List<String>> operands = masked(match, node, variable, axis, factors);
    if (in.isEmpty() || operands.isEmpty()) {
      return match.refuse("%%%s does not map zeros to zeros", node.result());
    }
    List<String> changed = new ArrayList<>(operands.get());
    ChannelMask mask = new ChannelMask(in.getAsInt());
    changed.set(variable, match.node("masked", mask, changed.get(variable), match.operand(1)));
    return match.replace(node.op(), changed);
  }

  /** The axis of the operand that is the axis of the result, where zeros stay zeros. */
  private static OptionalInt axisBefore(Graph graph, Node node, int variable, int axis) {
    TensorType x = graph.type(node.operands().get(variable));
    Op op = node.op();
    if (op instanceof Pointwise f) {
      return f.apply(0) == 0 ? OptionalInt.of(axis) : OptionalInt.empty();
    } else if (op instanceof Reshape || op instanceof Transpose) {
      return LinearView.before(x, node, axis);
    } else if (op instanceof Elementwise && x.equals(graph.type(node.result()))) {
      return OptionalInt.of(axis);
    }
    return OptionalInt.empty();
  }

  /** The operands, of which a constant summand is masked; empty when the node makes zeros other. */
  private static Optional<List<String>> masked(
      Match match, Node node, int variable, int axis, double... factors) {
    Op op = node.op();
    if (!(op instanceof Elementwise)) {
      return Optional.of(node.operands());
    }
    Optional<Tensor> constant = match.graph().constant(node, 1 - variable);
    if (constant.isEmpty()) {
      return Optional.empty();
    }
    boolean scales =
        op instanceof Mul || variable == 0 && (op instanceof Div || op instanceof PRelu);
    if (scales) {
      return Optional.of(node.operands());
    }
    if (!(op instanceof Add || op instanceof Sub)) {
      return Optional.empty();
    }
    TensorType type = match.graph().type(node.result());
    return PerChannel.scaled(constant.get(), type, axis, factors)
        .map(
            summand -> {
              List<String> operands = new ArrayList<>(node.operands());
              operands.set(1 - variable, match.constant("summand", summand));
              return operands;
            });
  }
}
