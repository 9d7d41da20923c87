package dev.espalier.passes.simplify;

import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * A transpose that only moves axes of size 1 leaves the elements in their order.
 *
 * <pre>
 * %y = transpose(%a) {permutation=[0,2,3,1]}  // %a: f32[N,8,1,1]
 *    |  %y = reshape(%a) {shape=[N,1,1,8]}
 * </pre>
 *
 * Not if two axes larger than 1 change places, or if more than one dim is symbolic: a reshape to
 * several symbolic dims needs a computed shape.
 */
public final class ReplaceTransposeByReshape implements Rule<Transpose> {
  @Override
  public Class<Transpose> root() {
    return Transpose.class;
  }

  @Override
  public Outcome apply(Match match, Transpose op) {
    TensorType x = match.type(0);
    if (x.dims().stream().filter(d -> !d.isConstant()).count() > 1) {
      return match.refuse("%%%s has several symbolic dims", match.operand(0));
    }
    long last = -1;
    for (long axis : op.permutation()) {
      if (!x.dim((int) axis).is(1)) {
        if (axis < last) {
          return match.refuse("%%%s swaps axes %d and %d", match.node().result(), axis, last);
        }
        last = axis;
      }
    }
    return match.replace(
        new Reshape(match.graph().type(match.node().result()).dims()), match.operand(0));
  }
}
