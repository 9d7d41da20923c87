package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A constant added to or subtracted from each channel, or from which it is subtracted, goes into
 * the bias in front of it.
 *
 * <pre>
 *   %y = conv(%x, %w, %b)  |  %z = conv(%x, %w, %b + c)
 *   %z = add(%y, c)        |
 * </pre>
 *
 * <p>Must not happen when c is not one number per channel (rank 1 along the width, spatial or batch
 * extent) or broadcasts the result larger, {@code %w} is shared or not constant, {@code %b} is not
 * constant, or {@code %y} has another reader or is an output. The 3 of a hard sigmoid stays, too:
 * its form is recognised later.
 */
public final class FuseAdd implements Rule<Elementwise> {
  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public boolean startsFrom(Elementwise op) {
    return op instanceof Add || op instanceof Sub;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    Optional<Integer> variable = Absorb.variable(match);
    if (variable.isEmpty()) {
      return match.refuse("%%%s has no constant summand", match.node().result());
    }
    if (startsHardSigmoid(match, variable.get())) {
      return match.refuse("%%%s may start a hard sigmoid", match.node().result());
    }
    if (op instanceof Add) {
      return Absorb.constant(match, variable.get(), Affine::shifting);
    }
    return Absorb.constant(
        match,
        variable.get(),
        variable.get() == 0 ? c -> Affine.shifting(negative(c)) : FuseAdd::subtracting);
  }

  /** {@code c - x}. */
  private static Affine subtracting(double... c) {
    double[] minus = new double[c.length];
    Arrays.fill(minus, -1);
    return new Affine(minus, c);
  }

  private static double[] negative(double... c) {
    return Arrays.stream(c).map(v -> -v).toArray();
  }

  private static boolean startsHardSigmoid(Match match, int variable) {
    Graph graph = match.graph();
    List<Node> users = graph.users(match.node().result());
    return match.constant(1 - variable).filter(c -> c.size() == 1 && c.scalar() == 3).isPresent()
        && !users.isEmpty()
        && users.stream().allMatch(user -> becomesClip(graph, user));
  }

  /** A clip to 0..6, or a limit with another one behind it. */
  private static boolean becomesClip(Graph graph, Node user) {
    return user.op().equals(new Clip(0, 6))
        || isLimit(user.op())
            && graph.users(user.result()).stream().map(Node::op).anyMatch(FuseAdd::isLimit);
  }

  private static boolean isLimit(Op op) {
    return op instanceof Clip || op instanceof Relu || op instanceof Min || op instanceof Max;
  }
}
