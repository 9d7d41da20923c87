package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;

/**
 * A normalisation with running statistics that no convolution in front could take.
 *
 * <pre>
 * %y = batch_normalization(%x, s, b, m, v)  |  %a = mul(%x, s / sqrt(v + epsilon))
 *                                           |  %y = add(%a, b - m s / sqrt(v + epsilon))
 * </pre>
 */
public final class DecomposeBatchNormalization implements Rule<BatchNormalization> {
  @Override
  public Class<BatchNormalization> root() {
    return BatchNormalization.class;
  }

  @Override
  public Outcome apply(Match match, BatchNormalization op) {
    double[] slopes = op.slopes(constant(match, 1), constant(match, 4));
    double[] offsets = op.offsets(slopes, constant(match, 2), constant(match, 3));
    String scale = Numbers.perChannel(match, "scale", slopes);
    String scaled = match.node("scaled", new Mul(), match.operand(0), scale);
    return match.replace(new Add(), scaled, Numbers.perChannel(match, "offset", offsets));
  }

  private static Tensor constant(Match match, int operand) {
    return match
        .constant(operand)
        .orElseThrow(
            () ->
                new NotOnTargetException(
                    Code.REQUIRES_CONSTANT_INPUT,
                    "%%%s: the statistics %%%s of a batch normalisation are computed",
                    match.node().result(),
                    match.operand(operand)));
  }
}
