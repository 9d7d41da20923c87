package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Layer normalisation from its mean and variance.
 *
 * <pre>
 * %y = layer_normalization(%x, %s, %b)  |  %n = (%x - mean) / sqrt(variance + epsilon)
 *                                       |  %y = %n %s + %b
 * </pre>
 */
public final class DecomposeLayerNormalization implements Rule<LayerNormalization> {
  private final Normalize normalize;

  /**
   * Makes the rule.
   *
   * @param scaled see {@link Normalize}
   */
  public DecomposeLayerNormalization(boolean scaled) {
    this.normalize = new Normalize(scaled);
  }

  @Override
  public Class<LayerNormalization> root() {
    return LayerNormalization.class;
  }

  @Override
  public Outcome apply(Match match, LayerNormalization op) {
    int rank = match.type(0).rank();
    List<Long> axes = LongStream.range(op.axis(), rank).boxed().toList();
    String normal = normalize.apply(match, axes, op.epsilon());
    if (match.node().operand(2).isEmpty()) {
      return match.replace(new Mul(), normal, match.operand(1));
    }
    String scaled = match.node("affine", new Mul(), normal, match.operand(1));
    return match.replace(new Add(), scaled, match.operand(2));
  }
}
