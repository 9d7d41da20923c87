package dev.espalier.tflite.legalize;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Relu;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Slopes that are computed, that differ from sample to sample, or that have more than four axes.
 *
 * <pre>
 * %y = prelu(%x, %slope)  |  %y = relu(%x) + %slope min(%x, 0)
 * </pre>
 *
 * Not for constant slopes that are the same for all samples and have no axis that x lacks, nor for
 * more than four axes.
 */
public final class DecomposePRelu implements Rule<PRelu> {
  /** TFLite's operator takes no more. */
  private static final int MOST_AXES = 4;

  @Override
  public Class<PRelu> root() {
    return PRelu.class;
  }

  @Override
  public Outcome apply(Match match, PRelu op) {
    TensorType slope = match.type(1);
    boolean shared = slope.rank() < match.type(0).rank() || slope.dim(0).is(1);
    boolean fits = match.graph().type(match.node().result()).equals(match.type(0));
    boolean taken = match.type(0).rank() <= MOST_AXES;
    if (match.constant(1).isPresent() && shared && fits && taken) {
      return match.refuse("%%%s is constant", match.operand(1));
    }
    String x = match.operand(0);
    String below = match.node("below", new Min(), x, Numbers.of(match, 0));
    String scaled = match.node("scaled", new Mul(), below, match.operand(1));
    return match.replace(new Add(), match.node("relu", new Relu(), x), scaled);
  }
}
