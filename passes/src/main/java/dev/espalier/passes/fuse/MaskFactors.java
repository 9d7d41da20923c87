package dev.espalier.passes.fuse;

import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.Match;
import java.util.Arrays;
import java.util.Optional;

/** What a channel mask with constant scores lets pass. */
final class MaskFactors {
  private MaskFactors() {}

  /** 1 for each channel that passes, 0 for the others; empty when the scores are not constant. */
  static Optional<double[]> of(Match match) {
    return match.constant(1).map(scores -> factors(match.operand(1), scores));
  }

  static double[] factors(String name, Tensor scores) {
    double[] factors = scores.toDoubles();
    for (int c = 0; c < factors.length; c++) {
      if (!Double.isFinite(factors[c])) {
        throw new IrException("%%%s: the score of channel %d is %s", name, c, factors[c]);
      }
      factors[c] = ChannelMask.passes(factors[c]) ? 1 : 0;
    }
    return factors;
  }

  static boolean isFull(double... factors) {
    return Arrays.stream(factors).allMatch(f -> f == 1);
  }
}
