package dev.espalier.passes.simplify;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * A product with zero does not depend on its other factor.
 *
 * <pre>
 * %y = mul(%a, f32[]=0)
 *    |  %y = expand(f32[]=0) {shape=[1,8,4,4]}
 * </pre>
 *
 * Exact where all values are finite. Not for symbolic shapes: there the product carries the shape.
 */
public final class ReplaceZeroProduct implements Rule<Mul> {
  @Override
  public Class<Mul> root() {
    return Mul.class;
  }

  @Override
  public Outcome apply(Match match, Mul op) {
    TensorType type = match.graph().type(match.node().result());
    if (!Zeros.isZero(match.graph(), match.node().result())) {
      return match.refuse("no factor of %%%s is zero", match.node().result());
    }
    if (!type.isStatic()) {
      return match.refuse("%%%s is %s, which is symbolic", match.node().result(), type);
    }
    String zero = match.constant("zero", Tensor.scalar(type.element(), 0));
    return match.replace(new Expand(type.dims()), zero);
  }
}
