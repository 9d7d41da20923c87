package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A gather whose indices turned out to be constant.
 *
 * <pre>
 * %y = gather(%a, i64[2]=[3,-1]) {axis=1}            // %a: f32[N,5]
 *    |  %y = index_select(%a) {axis=1, indices=[3,4]}
 * </pre>
 *
 * Indices of another rank than 1 need a reshape behind it. Not if an index is negative and the axis
 * symbolic, or for more than 65,536 indices, which would no longer be an attribute to look at.
 */
public final class ReplaceGatherByIndexSelect implements Rule<Gather> {
  private static final int MOST = 1 << 16;

  @Override
  public Class<Gather> root() {
    return Gather.class;
  }

  @Override
  public Outcome apply(Match match, Gather op) {
    Optional<Tensor> indices = match.constant(1);
    if (indices.isEmpty() || indices.get().size() > MOST) {
      return match.refuse("%%%s is not a short constant", match.operand(1));
    }
    Dim size = match.type(0).dim((int) op.axis());
    long[] numbers = indices.get().toLongs();
    if (!size.isConstant() && Arrays.stream(numbers).anyMatch(i -> i < 0)) {
      return match.refuse("%%%s counts from the end of a symbolic axis", match.operand(1));
    }
    List<Long> positive =
        Arrays.stream(numbers).mapToObj(i -> i < 0 ? i + size.value() : i).toList();
    IndexSelect select = new IndexSelect(op.axis(), positive);
    if (indices.get().rank() == 1) {
      return match.replace(select, match.operand(0));
    }
    Reshape reshape = new Reshape(match.graph().type(match.node().result()).dims());
    return match.replace(reshape, match.node("selected", select, match.operand(0)));
  }
}
