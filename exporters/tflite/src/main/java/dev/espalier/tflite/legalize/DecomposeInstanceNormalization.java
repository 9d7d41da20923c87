package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Instance normalisation from the mean and variance of each channel.
 *
 * <pre>
 * %y = instance_normalization(%x, %s, %b)  |  %n = (%x - mean) / sqrt(variance + epsilon)
 *                                          |  %y = %n %s + %b
 * </pre>
 */
public final class DecomposeInstanceNormalization implements Rule<InstanceNormalization> {
  private final Normalize normalize;

  /**
   * Makes the rule.
   *
   * @param scaled see {@link Normalize}
   */
  public DecomposeInstanceNormalization(boolean scaled) {
    this.normalize = new Normalize(scaled);
  }

  @Override
  public Class<InstanceNormalization> root() {
    return InstanceNormalization.class;
  }

  @Override
  public Outcome apply(Match match, InstanceNormalization op) {
    int rank = match.type(0).rank();
    List<Long> axes = LongStream.range(2, rank).boxed().toList();
    String normal = normalize.apply(match, axes, op.epsilon());
    String scaled = match.node("affine", new Mul(), normal, perChannel(match, 1));
    return match.replace(new Add(), scaled, perChannel(match, 2));
  }

  private static String perChannel(Match match, int operand) {
    long[] shape = new long[match.type(0).rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = match.type(operand).dim(0).value();
    return Operand.reshaped(match, "channels", operand, shape);
  }
}
