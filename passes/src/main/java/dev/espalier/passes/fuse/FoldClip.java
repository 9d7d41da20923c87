package dev.espalier.passes.fuse;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Relu;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Chains of clips and ReLUs become one, with the tightest bounds; one that changes nothing goes.
 *
 * <pre>
 *   %y = relu(%x)               |  %z = clip(%x) {min=0, max=6}
 *   %z = clip(%y) {min=-1, max=6} |
 *
 *   %y = sigmoid(%x)            |  %z = sigmoid(%x)
 *   %z = relu(%y)               |
 * </pre>
 *
 * <p>A clip to 0 and above is always written as ReLU. Must not happen when bounds cross, or, for
 * chains, {@code %y} has another reader or is an output.
 */
public final class FoldClip implements Rule<Pointwise> {
  @Override
  public Class<Pointwise> root() {
    return Pointwise.class;
  }

  @Override
  public boolean startsFrom(Pointwise op) {
    return op instanceof Relu || op instanceof Clip;
  }

  @Override
  public Outcome apply(Match match, Pointwise op) {
    Optional<Clip> clip = clip(op);
    if (clip.isEmpty()) {
      return match.refuse("%%%s has bounds that cross", match.node().result());
    }
    String x = match.operand(0);
    double min = clip.get().min();
    double max = clip.get().max();
    if (min <= max && Bounds.of(match.graph(), x).within(min, max)) {
      return match.forward(x);
    }
    Optional<Node> inner = match.producer(0, Pointwise.class);
    Optional<Clip> innerClip = inner.flatMap(node -> clip(node.op()));
    if (innerClip.isPresent() && match.graph().isReadOnce(x)) {
      Clip both =
          new Clip(
              limit(clip.get(), innerClip.get().min()), limit(clip.get(), innerClip.get().max()));
      return match.replace(canonical(both), inner.orElseThrow().input());
    }
    return canonical(clip.get()).equals(op)
        ? match.refuse("%%%s may exceed %s to %s and is not clipped before", x, min, max)
        : match.replace(canonical(clip.get()), x);
  }

  /** A ReLU or a clip whose bounds do not cross, as a clip. */
  private static Optional<Clip> clip(Op op) {
    if (op instanceof Relu) {
      return Optional.of(new Clip(0, Double.POSITIVE_INFINITY));
    }
    return op instanceof Clip clip && clip.min() <= clip.max()
        ? Optional.of(clip)
        : Optional.empty();
  }

  private static double limit(Clip clip, double bound) {
    return Math.max(clip.min(), Math.min(clip.max(), bound));
  }

  private static Op canonical(Clip clip) {
    return clip.min() == 0 && clip.max() == Double.POSITIVE_INFINITY ? new Relu() : clip;
  }
}
