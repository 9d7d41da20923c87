package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Two transposes are one.
 *
 * <pre>
 * %t = transpose(%a) {permutation=[0,2,3,1]}
 * %y = transpose(%t) {permutation=[0,2,1,3]}  |  %y = transpose(%a) {permutation=[0,3,2,1]}
 * </pre>
 */
public final class MergeTransposes implements Rule<Transpose> {
  @Override
  public Class<Transpose> root() {
    return Transpose.class;
  }

  @Override
  public Outcome apply(Match match, Transpose op) {
    Optional<Node> inner = match.producer(0, Transpose.class);
    if (inner.isEmpty()) {
      return match.refuse("%%%s is not made by a transpose", match.operand(0));
    }
    List<Long> first = ((Transpose) inner.get().op()).permutation();
    List<Long> both = op.permutation().stream().map(a -> first.get(a.intValue())).toList();
    return match.replace(new Transpose(both), inner.get().input());
  }
}
