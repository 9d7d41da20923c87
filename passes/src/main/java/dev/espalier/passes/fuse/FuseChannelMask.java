package dev.espalier.passes.fuse;

import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * A mask goes into the weights in front of it: rows and biases of masked channels become exact
 * zeros, whatever they hold.
 *
 * <pre>
 *   %y = conv(%x, %w, %b)         |  %z = conv(%x, where(s, %w, 0), where(s, %b, 0))
 *   %z = channel_mask(%y, %s)     |  s = %s > 1/2, per output channel
 * </pre>
 *
 * <p>Also for transposed convolutions, matrix products and normalisations. Must not happen when the
 * scores are not constant, {@code %w} is shared or not constant, {@code %b} is not constant, {@code
 * %y} has another reader or is an output, or the mask is on another axis than the output channels.
 */
public final class FuseChannelMask implements Rule<ChannelMask> {
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
    return Absorb.into(
        match,
        match.operand(0),
        axis -> axis == op.axis() ? factors.map(Affine::scaling) : Optional.empty());
  }
}
