package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The end of every rule that lets an operator take over the map per channel behind it. Refuses when
 * the operator's result has another reader or is an output, when its weight is shared, when a
 * parameter is not constant, or when the element type does not hold the result.
 */
final class Absorb {
  private Absorb() {}

  /**
   * Lets the operator that makes a value take a map over.
   *
   * @param map the map, given the axis of the value that counts channels; empty if it is not one
   *     along this axis
   */
  static Outcome into(Match match, String value, IntFunction<Optional<Affine>> map) {
    Graph graph = match.graph();
    Optional<Linear> linear = Linear.of(graph, value);
    if (linear.isEmpty()) {
      return match.refuse("%%%s is not made by an operator with weights", value);
    }
    if (!graph.isReadOnce(value)) {
      return match.refuse("%%%s has another reader or is an output", value);
    }
    int axis = linear.get().axis();
    Optional<Affine> found = map.apply(axis);
    if (found.isEmpty()) {
      return match.refuse("%%%s: not one number per channel of axis %d", value, axis);
    }
    if (!found.get().isFinite()) {
      return match.refuse("%%%s: the factors are not finite", value);
    }
    Optional<String> obstacle = linear.get().obstacle(graph, found.get());
    if (obstacle.isPresent()) {
      return match.refuse("%s", obstacle.get());
    }
    Linear.Form form = linear.get().then(found.get(), match);
    return match.replace(form.op(), form.operands());
  }

  /** Lets the operator behind one operand take over what the constant at the other one does. */
  static Outcome constant(Match match, int variable, Function<double[], Affine> map) {
    Tensor constant = match.constant(1 - variable).orElseThrow();
    return into(
        match,
        match.operand(variable),
        axis -> PerChannel.values(constant, match.type(variable), axis).map(map));
  }

  /** The operand of a root with two operands that is not constant while the other one is. */
  static Optional<Integer> variable(Match match) {
    boolean first = match.constant(0).isPresent();
    boolean second = match.constant(1).isPresent();
    return first == second ? Optional.empty() : Optional.of(first ? 1 : 0);
  }
}
