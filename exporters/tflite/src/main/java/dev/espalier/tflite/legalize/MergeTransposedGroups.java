package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TFLite's transposed convolution has no groups. With few weights, zeros between the groups make it
 * one; otherwise there is one for each group.
 *
 * <pre>
 * %y = conv_transpose(%x, %w) {groups=2}   // %w: f32[8,4,3,3]
 *   |  %y = conv_transpose(%x, %dense)     // %dense: f32[8,8,3,3]
 * </pre>
 *
 * Not for computed weights.
 */
public final class MergeTransposedGroups implements Rule<ConvTranspose> {
  /** Up to this many weights, zeros included, one operator is taken to be better than many. */
  private static final long FEW = 1 << 18;

  @Override
  public Class<ConvTranspose> root() {
    return ConvTranspose.class;
  }

  @Override
  public Outcome apply(Match match, ConvTranspose op) {
    Optional<Tensor> weights = match.constant(1);
    if (op.groups() == 1) {
      return match.refuse("%%%s has one group", match.node().result());
    }
    if (weights.isEmpty()) {
      return match.refuse("%%%s is computed", match.operand(1));
    }
    ConvTranspose plain = op.withGroups(1);
    if (weights.get().size() * op.groups() <= FEW) {
      List<String> operands = new ArrayList<>(match.node().operands());
      operands.set(1, match.constant("dense", dense(weights.get(), (int) op.groups())));
      return match.replace(plain, operands);
    }
    return SplitConvolution.apply(match, plain, op.groups(), 0);
  }

  /** Weights [C,O/g,...] become [C,O,...]: of each input channel only its group's are not 0. */
  private static Tensor dense(Tensor weights, int groups) {
    int channels = (int) weights.dim(0);
    int block = (int) (weights.size() / channels);
    double[] from = weights.toDoubles();
    double[] to = new double[from.length * groups];
    for (int c = 0; c < channels; c++) {
      int group = c / (channels / groups);
      System.arraycopy(from, c * block, to, (c * groups + group) * block, block);
    }
    long[] shape = weights.shape();
    shape[1] *= groups;
    return Tensor.of(weights.element(), shape, to);
  }
}
