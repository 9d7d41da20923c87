package dev.espalier.passes.fuse;

import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * A mask that lets every channel pass goes.
 *
 * <pre>
 *   %y = channel_mask(%x, [1, 1, 1])  |  %x
 * </pre>
 *
 * <p>Must not happen when a channel is masked or the scores are not constant.
 */
public final class RemoveFullMask implements Rule<ChannelMask> {
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
    return MaskFactors.isFull(factors.get())
        ? match.forward(match.operand(0))
        : match.refuse("%%%s masks channels", match.operand(1));
  }
}
