package dev.espalier.passes.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Greater;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Where;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * A mask that could not be removed becomes a selection that every runtime has. Runs last.
 *
 * <pre>
 *   %z = channel_mask(%x, %scores)  |  %z = where(%passes, %x, 0)
 *                                   |  %passes = %scores > 1/2, bool[C,1,1]
 * </pre>
 */
public final class LowerChannelMask implements Rule<ChannelMask> {
  @Override
  public Class<ChannelMask> root() {
    return ChannelMask.class;
  }

  @Override
  public Outcome apply(Match match, ChannelMask op) {
    TensorType x = match.type(0);
    String zero = match.constant("zero", Tensor.scalar(x.element(), 0));
    return match.replace(new Where(), passes(match, op, x), match.operand(0), zero);
  }

  private static String passes(Match match, ChannelMask op, TensorType x) {
    long[] shape = PerChannel.shape(match.type(1).dim(0).value(), (int) op.axis(), x.rank());
    Optional<double[]> factors = MaskFactors.of(match);
    if (factors.isPresent()) {
      return match.constant("passes", Tensor.of(ElementType.BOOL, shape, factors.get()));
    }
    Tensor half = Tensor.scalar(match.type(1).element(), 0.5);
    String flat =
        match.node("passing", new Greater(), match.operand(1), match.constant("half", half));
    return match.node("passes", Reshape.to(shape), flat);
  }
}
