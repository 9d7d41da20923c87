package dev.espalier.passes.simplify;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * A mean, sum, product, maximum or minimum over axes of size 1 is its operand.
 *
 * <pre>
 * %y = reduce_mean(%a) {axes=[2,3], keepDims=false}  // %a: f32[N,8,1,1]
 *    |  %y = reshape(%a) {shape=[N,8]}
 * </pre>
 *
 * Not for larger axes, or for the L2 norm, which takes absolute values.
 */
public final class ReplaceUnitReduction implements Rule<Reduction> {
  @Override
  public Class<Reduction> root() {
    return Reduction.class;
  }

  @Override
  public Outcome apply(Match match, Reduction op) {
    TensorType x = match.type(0);
    if (op instanceof ReduceL2 || !op.axes().stream().allMatch(a -> x.dim(a.intValue()).is(1))) {
      return match.refuse("%%%s combines elements of %s", match.node().result(), x);
    }
    TensorType result = match.graph().type(match.node().result());
    return match.replace(new Reshape(result.dims()), match.operand(0));
  }
}
