package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.stream.LongStream;

/**
 * Drops a transpose that leaves every axis in its place.
 *
 * <pre>
 * %t = transpose(%a) {permutation=[0,1,2,3]}
 * %y = relu(%t)                               |  %y = relu(%a)
 * </pre>
 *
 * Stays if an axis moves, also between axes of equal size.
 */
public final class RemoveIdentityTranspose implements Rule<Transpose> {
  @Override
  public Class<Transpose> root() {
    return Transpose.class;
  }

  @Override
  public Outcome apply(Match match, Transpose op) {
    if (!op.permutation().equals(LongStream.range(0, op.permutation().size()).boxed().toList())) {
      return match.refuse("%%%s moves axes: %s", match.node().result(), op.permutation());
    }
    return match.forward(match.operand(0));
  }
}
