package dev.espalier.onnx;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Where;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A choice between x and zeros, one condition per channel, is a mask.
 *
 * <pre>
 * before: where(greater(%scores, 0.5), %x, 0)
 * after:  channel_mask(%x, %scores)
 * </pre>
 */
final class RecognizeWhereMask implements Rule<Where> {
  @Override
  public Class<Where> root() {
    return Where.class;
  }

  @Override
  public Outcome apply(Match match, Where where) {
    TensorType x = match.type(1);
    boolean zeros = match.constant(2).filter(RecognizeWhereMask::isZero).isPresent();
    if (!zeros || !match.graph().type(match.node().result()).equals(x)) {
      return match.refuse(
          "%%%s is not zero, or %%%s is broadcast", match.operand(2), match.operand(1));
    }
    Optional<MaskScores> scores = MaskScores.of(match.graph(), match.operand(0));
    if (scores.isEmpty() || scores.get().axis(x).isEmpty()) {
      return match.refuse("%%%s is not constant per channel", match.operand(0));
    }
    int axis = scores.get().axis(x).getAsInt();
    return match.replace(new ChannelMask(axis), match.operand(1), scores.get().operand(match));
  }

  private static boolean isZero(Tensor tensor) {
    return tensor.size() == 1
        ? tensor.scalar() == 0
        : DoubleStream.of(tensor.toDoubles()).allMatch(v -> v == 0);
  }
}
