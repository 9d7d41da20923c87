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
  /**
   * An operator that the mask passes.
   *
   * @param operands of which a constant summand is masked
   * @param variable the operand that is masked instead of the result
   * @param axis of that operand
   */
  private record Step(Op op, List<String> operands, int variable, int axis) {
    List<String> with(String masked) {
      List<String> changed = new ArrayList<>(operands);
      changed.set(variable, masked);
      return changed;
    }
  }

  @Override
  public Class<ChannelMask> root() {
    return ChannelMask.class;
  }

  @Override
  public Outcome apply(Match match, ChannelMask op) {
    Optional<double[]> factors = MaskFactors.of(match);
    if (factors.isEmpty()) {
      return match.refuse("the scores %%%s are not constant", match.operand(1));
    }
    Optional<Outcome> obstacle = obstacle(match, match.operand(0));
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<Step> steps = steps(match, (int) op.axis(), factors.get());
    return steps.isEmpty()
        ? match.refuse("%%%s does not map zeros to zeros", match.operand(0))
        : moved(match, steps);
  }

  /** Why a mask cannot be in front of what makes a value, whatever that computes. */
  private static Optional<Outcome> obstacle(Match match, String value) {
    Graph graph = match.graph();
    Optional<Node> node = graph.producer(value);
    if (node.isEmpty()) {
      return Optional.of(match.refuse("%%%s is not computed", value));
    }
    String x = node.get().operand(variable(graph, node.get())).orElse(Node.ABSENT);
    if (graph.producer(x).isEmpty() || !graph.isReadOnce(x)) {
      return Optional.of(match.refuse("%%%s is no result that only one node reads", x));
    }
    return graph.isReadOnce(value)
        ? Optional.empty()
        : Optional.of(match.refuse("%%%s has another reader or is an output", value));
  }

  private static int variable(Graph graph, Node node) {
    return graph.constant(node, 0).isPresent() ? 1 : 0;
  }

  /** The nodes that the mask passes, the last one first. */
  private static List<Step> steps(Match match, int axis, double... factors) {
    Graph graph = match.graph();
    List<Step> steps = new ArrayList<>();
    String value = match.operand(0);
    int at = axis;
    while (obstacle(match, value).isEmpty()) {
      Node node = graph.producer(value).orElseThrow();
      int variable = variable(graph, node);
      OptionalInt before = axisBefore(graph, node, variable, at);
      Optional<List<String>> operands =
          before.isEmpty() ? Optional.empty() : masked(match, node, variable, at, factors);
      if (operands.isEmpty()) {
        break;
      }
      at = before.getAsInt();
      value = node.operands().get(variable);
      steps.add(new Step(node.op(), operands.get(), variable, at));
    }
    return steps;
  }

  private static Outcome moved(Match match, List<Step> steps) {
    Step first = steps.get(steps.size() - 1);
    String value =
        match.node(
            name(steps.size()),
            new ChannelMask(first.axis()),
            first.operands().get(first.variable()),
            match.operand(1));
    for (int i = steps.size() - 1; i > 0; i--) {
      Step step = steps.get(i);
      value = match.node(name(i), step.op(), step.with(value).toArray(String[]::new));
    }
    return match.replace(steps.get(0).op(), steps.get(0).with(value));
  }

  private static String name(int step) {
    return step == 1 ? "masked" : "masked" + step;
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
        .map(WeightScaling::tensor)
        .map(
            summand -> {
              List<String> operands = new ArrayList<>(node.operands());
              operands.set(1 - variable, match.constant("summand", summand));
              return operands;
            });
  }
}
