package dev.espalier.passes.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Two masks on one axis are one mask, which lets pass what both do.
 *
 * <pre>
 *   %y = channel_mask(%x, %s)  |  %z = channel_mask(%x, %s and %t)
 *   %z = channel_mask(%y, %t)  |
 * </pre>
 *
 * <p>Must not happen when scores are not constant, the axes differ, or {@code %y} has another
 * reader or is an output.
 */
public final class MergeMasks implements Rule<ChannelMask> {
  @Override
  public Class<ChannelMask> root() {
    return ChannelMask.class;
  }

  @Override
  public Outcome apply(Match match, ChannelMask op) {
    Optional<Node> inner = match.producer(0, ChannelMask.class);
    Optional<Tensor> first = inner.flatMap(n -> match.graph().constant(n, 1));
    Optional<double[]> second = MaskFactors.of(match);
    if (first.isEmpty() || second.isEmpty() || !inner.orElseThrow().op().equals(op)) {
      return match.refuse(
          "%%%s is not a mask with constant scores on the same axis", match.operand(0));
    }
    if (!match.graph().isReadOnce(match.operand(0))) {
      return match.refuse("%%%s has another reader or is an output", match.operand(0));
    }
    double[] both = MaskFactors.factors(first.get());
    for (int c = 0; c < both.length; c++) {
      both[c] *= second.get()[c];
    }
    String scores = match.constant("scores", Affine.vector(ElementType.F32, both));
    return match.replace(op, inner.get().input(), scores);
  }
}
