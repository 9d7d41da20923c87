package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Conv;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * A grouped convolution that the target does not compute as one.
 *
 * <pre>
 * %y = conv(%x, %w) {groups=2}  |  %a = conv(slice(%x), %w1)
 *                               |  %b = conv(slice(%x), %w2)
 *                               |  %y = concat(%a, %b) {axis=1}
 * </pre>
 *
 * Not for depthwise convolutions, nor where the target takes the groups.
 */
public final class SplitGroups implements Rule<Conv> {
  /** Which channels per group, of operand and result, the target takes. */
  public interface Taken {
    boolean test(long channels, long results);
  }

  private final Taken taken;

  public SplitGroups(Taken taken) {
    this.taken = taken;
  }

  @Override
  public Class<Conv> root() {
    return Conv.class;
  }

  @Override
  public Outcome apply(Match match, Conv op) {
    long channels = match.type(0).dim(1).value();
    long results = match.graph().type(match.node().result()).dim(1).value();
    long groups = op.groups();
    boolean grouped = groups > 1 && groups != channels && match.constant(1).isPresent();
    if (!grouped || taken.test(channels / groups, results / groups)) {
      return match.refuse("the target takes %d groups", groups);
    }
    return SplitConvolution.apply(match, op.withGroups(1), groups, 0);
  }
}
