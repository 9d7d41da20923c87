package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.Op;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops an optional bias that is zero, or that a Gemm multiplies by zero.
 *
 * <pre>
 * %y = conv(%x, %w, f32[8]#zeros)  |  %y = conv(%x, %w)
 * </pre>
 *
 * Stays if the bias is not constant, as it may be at run time what it is not now.
 */
public final class RemoveZeroBias implements Rule<Op> {
  @Override
  public Class<Op> root() {
    return Op.class;
  }

  @Override
  public boolean startsFrom(Op op) {
    return op instanceof Conv || op instanceof ConvTranspose || op instanceof Gemm;
  }

  @Override
  public Outcome apply(Match match, Op op) {
    boolean scaledAway = op instanceof Gemm gemm && gemm.beta() == 0;
    if (match.node().operand(2).isEmpty()) {
      return match.refuse("%%%s has no bias", match.node().result());
    }
    if (!scaledAway && !match.constant(2).filter(c -> Uniform.is(c, 0)).isPresent()) {
      return match.refuse("%%%s is not a zero constant", match.operand(2));
    }
    return match.replace(op, match.operand(0), match.operand(1));
  }
}
