package dev.espalier.onnx;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * A factor of zeros and ones, one per channel, is a mask; so is one that compares scores.
 *
 * <pre>
 * before: mul(%x, %m) with m [1,C,1,1] or [C,1,1], of 0 and 1 or cast(greater(%scores, 0.5))
 * after:  channel_mask(%x, %scores)
 * </pre>
 */
final class RecognizeFactorMask implements Rule<Mul> {
  @Override
  public Class<Mul> root() {
    return Mul.class;
  }

  @Override
  public Outcome apply(Match match, Mul mul) {
    for (int factor = 1; factor >= 0; factor--) {
      Optional<Outcome> mask = mask(match, 1 - factor, factor);
      if (mask.isPresent()) {
        return mask.get();
      }
    }
    return match.refuse(
        "neither %%%s nor %%%s is 0 or 1 per channel", match.operand(0), match.operand(1));
  }

  private static Optional<Outcome> mask(Match match, int x, int factor) {
    TensorType type = match.type(x);
    Optional<MaskScores> scores =
        type.element().isFloat()
            ? MaskScores.of(match.graph(), match.operand(factor))
            : Optional.empty();
    if (scores.isEmpty() || scores.get().axis(type).isEmpty()) {
      return Optional.empty();
    }
    int axis = scores.get().axis(type).getAsInt();
    return Optional.of(
        match.replace(new ChannelMask(axis), match.operand(x), scores.get().operand(match)));
  }
}
