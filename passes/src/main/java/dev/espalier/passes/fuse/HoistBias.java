package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A constant per channel is added in front of a reshape that keeps the channels, where a product or
 * convolution takes it as its bias.
 *
 * <pre>
 *   %y = gemm(%x, %w)             |  %b = add(%y, c)
 *   %r = reshape(%y) {shape=...}  |  %z = reshape(%b) {shape=...}
 *   %z = add(%r, c)               |
 * </pre>
 *
 * <p>Must not happen when c is not one number per channel, the reshape splits or merges the
 * channels, {@code %y} or {@code %r} has another reader or is an output, or nothing takes the bias.
 */
public final class HoistBias implements Rule<Add> {
  @Override
  public Class<Add> root() {
    return Add.class;
  }

  @Override
  public Outcome apply(Match match, Add op) {
    Optional<Integer> variable = Absorb.variable(match);
    Optional<Node> reshape = variable.flatMap(i -> match.producer(i, Reshape.class));
    if (reshape.isEmpty()) {
      return match.refuse("%%%s adds no constant to a reshape", match.node().result());
    }
    Graph graph = match.graph();
    String y = reshape.get().input();
    Optional<Linear> linear = Linear.of(graph, y).filter(l -> l.obstacle(graph).isEmpty());
    if (linear.isEmpty()) {
      return match.refuse("%%%s has no bias to add to", y);
    }
    if (!graph.isReadOnce(y) || !graph.isReadOnce(reshape.get().result())) {
      return match.refuse("%%%s or its reshape has another reader or is an output", y);
    }
    Tensor constant = match.constant(1 - variable.get()).orElseThrow();
    return hoist(match, (Reshape) reshape.get().op(), y, linear.get().axis(), constant);
  }

  private static Outcome hoist(Match match, Reshape reshape, String y, int axis, Tensor constant) {
    TensorType type = match.graph().type(y);
    for (int i = 0; i < reshape.shape().size(); i++) {
      OptionalInt before = ReshapedAxis.before(type, reshape, i);
      Optional<double[]> values =
          PerChannel.values(constant, match.graph().type(match.node().result()), i);
      if (before.equals(OptionalInt.of(axis)) && values.isPresent()) {
        long[] shape = PerChannel.shape(values.get().length, axis, type.rank());
        Tensor bias = Tensor.of(type.element(), shape, values.get());
        return match.replace(
            reshape, match.node("biased", new Add(), y, match.constant("bias", bias)));
      }
    }
    return match.refuse("%%%s: not one number per channel of axis %d", y, axis);
  }
}
