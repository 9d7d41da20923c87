package dev.espalier.passes.fuse;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Zeros around the input of a convolution or pool become its own padding; existing pads add up.
 *
 * <pre>
 *   %y = pad(%x) {pads=[0,0,1,1,0,0,1,1]}  |  %z = conv(%x, %w) {pads=[1,1,1,1]}
 *   %z = conv(%y, %w)                      |
 * </pre>
 *
 * <p>Must not happen when the value is not 0, the mode is not constant, a pad is negative or on
 * batch or channels, or {@code %y} has another reader or is an output. A maximum pool takes pads of
 * minus infinity, or of 0 when its input is proven not negative, without dilation. An average pool
 * then counts its padding, and refuses when it has pads that do not count. Pools refuse when a
 * window could lie in the padding alone or extend beyond it ({@code ceil}).
 */
public final class FusePad implements Rule<Op> {
  @Override
  public Class<Op> root() {
    return Op.class;
  }

  @Override
  public boolean startsFrom(Op op) {
    return op instanceof Conv || op instanceof MaxPool || op instanceof AveragePool;
  }

  @Override
  public Outcome apply(Match match, Op op) {
    Optional<Node> node = match.producer(0, Pad.class);
    if (node.isEmpty()) {
      return match.refuse("%%%s is not padding", match.operand(0));
    }
    Pad pad = (Pad) node.get().op();
    String y = node.get().result();
    if (!match.graph().isReadOnce(y)) {
      return match.refuse("%%%s has another reader or is an output", y);
    }
    if (pad.mode() != Pad.Mode.CONSTANT
        || pad.pads().stream().anyMatch(p -> p < 0)
        || pad.begin(0) + pad.begin(1) + pad.end(0) + pad.end(1) != 0) {
      return match.refuse("%%%s does not only add constants around spatial axes", y);
    }
    Optional<Op> padded = padded(match, op, pad, node.get().input());
    if (padded.isEmpty()) {
      return match.refuse("%%%s: the padding is not what the operator would add", y);
    }
    List<String> operands = new ArrayList<>(match.node().operands());
    operands.set(0, node.get().input());
    return match.replace(padded.get(), operands);
  }

  private static Optional<Op> padded(Match match, Op op, Pad pad, String x) {
    if (op instanceof Conv conv && pad.value() == 0) {
      return Optional.of(conv.withPads(sum(conv.pads(), pad)));
    } else if (op instanceof MaxPool pool) {
      return padded(pool, pad, pad.value() == 0 && Bounds.of(match.graph(), x).min() >= 0);
    } else if (op instanceof AveragePool pool && pad.value() == 0) {
      return padded(pool, pad);
    }
    return Optional.empty();
  }

  private static Optional<Op> padded(MaxPool pool, Pad pad, boolean neverWins) {
    List<Long> pads = sum(pool.pads(), pad);
    boolean lowest = pad.value() == Double.NEGATIVE_INFINITY;
    boolean fits =
        (lowest || neverWins)
            && pool.dilations().stream().allMatch(d -> d == 1)
            && !pool.ceil()
            && reachInside(pool.kernel(), pads);
    return fits
        ? Optional.of(
            new MaxPool(pool.kernel(), pool.strides(), pool.dilations(), pads, pool.ceil()))
        : Optional.empty();
  }

  private static Optional<Op> padded(AveragePool pool, Pad pad) {
    List<Long> pads = sum(pool.pads(), pad);
    boolean counts = pool.countIncludePad() || pool.pads().stream().allMatch(p -> p == 0);
    return counts && !pool.ceil() && reachInside(pool.kernel(), pads)
        ? Optional.of(
            new AveragePool(
                pool.kernel(), pool.strides(), pool.dilations(), pads, pool.ceil(), true))
        : Optional.empty();
  }

  /** Whether pads are smaller than the kernel, so that every window holds an element. */
  private static boolean reachInside(List<Long> kernel, List<Long> pads) {
    for (int i = 0; i < pads.size(); i++) {
      if (pads.get(i) >= kernel.get(i % kernel.size())) {
        return false;
      }
    }
    return true;
  }

  private static List<Long> sum(List<Long> pads, Pad pad) {
    int spatial = pads.size() / 2;
    List<Long> sum = new ArrayList<>();
    for (int i = 0; i < spatial; i++) {
      sum.add(pads.get(i) + pad.begin(2 + i));
    }
    for (int i = 0; i < spatial; i++) {
      sum.add(pads.get(spatial + i) + pad.end(2 + i));
    }
    return sum;
  }
}
