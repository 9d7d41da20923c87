package dev.espalier.passes.fuse;

import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Batch normalisation goes into the weights of what is in front of it: a convolution, transposed
 * convolution, matrix product or another normalisation.
 *
 * <pre>
 *   %y = conv(%x, %w)               |  %z = conv(%x, %w * s, %bias - %mean * s)
 *   %z = batch_normalization(%y,    |
 *     %scale, %bias, %mean, %var)   |  s = %scale / sqrt(%var + epsilon)
 * </pre>
 *
 * <p>Must not happen when {@code %w} is shared or its type does not hold the products, a parameter
 * is not constant, {@code %y} has another reader or is an output, or the channels of {@code %y} are
 * on another axis.
 */
public final class FuseBatchNorm implements Rule<BatchNormalization> {
  @Override
  public Class<BatchNormalization> root() {
    return BatchNormalization.class;
  }

  @Override
  public Outcome apply(Match match, BatchNormalization op) {
    for (int i = 1; i < 5; i++) {
      if (match.constant(i).isEmpty()) {
        return match.refuse("%%%s is not constant", match.operand(i));
      }
    }
    return Absorb.into(
        match,
        match.operand(0),
        axis -> axis == 1 ? Optional.of(map(match, op)) : Optional.empty());
  }

  private static Affine map(Match match, BatchNormalization op) {
    return Affine.of(
        op,
        match.constant(1).orElseThrow(),
        match.constant(2).orElseThrow(),
        match.constant(3).orElseThrow(),
        match.constant(4).orElseThrow());
  }
}
