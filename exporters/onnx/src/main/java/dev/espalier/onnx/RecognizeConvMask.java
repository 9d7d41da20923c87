package dev.espalier.onnx;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Conv;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * A depthwise 1x1 convolution without bias whose weights are all 0 or 1 is a mask.
 *
 * <pre>
 * before: conv(%x, %w, groups=C) with w [C,1,1,1]
 * after:  channel_mask(%x, %w as [C])
 * </pre>
 *
 * Other weights, however close to 0 and 1, stay those of a convolution.
 */
final class RecognizeConvMask implements Rule<Conv> {
  @Override
  public Class<Conv> root() {
    return Conv.class;
  }

  @Override
  public Outcome apply(Match match, Conv conv) {
    Optional<Tensor> weight = match.constant(1);
    if (weight.isEmpty()) {
      return match.refuse("the weight %%%s is not constant", match.operand(1));
    }
    long channels = weight.get().dim(0);
    boolean depthwise =
        conv.groups() == channels
            && weight.get().size() == channels
            && match.type(0).dim(1).is(channels);
    boolean inPlace = conv.isUnpadded() && conv.strides().stream().allMatch(s -> s == 1);
    if (!depthwise || !inPlace) {
      return match.refuse("%%%s is not one factor per channel", match.operand(1));
    } else if (match.node().operand(2).isPresent()) {
      return match.refuse("the bias %%%s is added", match.operand(2));
    } else if (!MaskScores.isBinary(weight.get())) {
      return match.refuse("%%%s has other weights than 0 and 1", match.operand(1));
    }
    String scores = match.constant("scores", weight.get().reshape(channels));
    return match.replace(new ChannelMask(1), match.operand(0), scores);
  }
}
