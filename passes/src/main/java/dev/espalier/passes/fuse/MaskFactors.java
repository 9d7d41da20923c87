package dev.espalier.passes.fuse;

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
    return match.constant(1).map(MaskFactors::factors);
  }

  static double[] factors(Tensor scores) {
    boolean[] passing = ChannelMask.passing(scores.toDoubles());
    double[] factors = new double[passing.length];
    for (int c = 0; c < passing.length; c++) {
      factors[c] = passing[c] ? 1 : 0;
    }
    return factors;
  }

  static boolean isFull(double... factors) {
    return Arrays.stream(factors).allMatch(f -> f == 1);
  }
}
