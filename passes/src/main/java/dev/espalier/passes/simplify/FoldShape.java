package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Shape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * Dims that are known at compile time.
 *
 * <pre>
 * %y = shape(%a) {start=1}  |  i64[3]=[8,4,4]     // %a: f32[N,8,4,4]
 * </pre>
 *
 * Not if one of the dims asked for is symbolic.
 */
public final class FoldShape implements Rule<Shape> {
  @Override
  public Class<Shape> root() {
    return Shape.class;
  }

  @Override
  public Outcome apply(Match match, Shape op) {
    List<Dim> dims = op.dims(match.type(0));
    if (!dims.stream().allMatch(Dim::isConstant)) {
      return match.refuse("%%%s is %s", match.operand(0), match.type(0));
    }
    long[] values = dims.stream().mapToLong(Dim::value).toArray();
    return match.forward(match.constant("dims", Tensor.longs(new long[] {values.length}, values)));
  }
}
